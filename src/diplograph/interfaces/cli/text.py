"""What the command line says, in the reader's language.

Error messages stay in English, so that they can be searched for; results, counts and findings come in
both languages.
"""

from __future__ import annotations

import os
from typing import Final

LANGUAGES: Final = ("en", "ar")

_TEXTS: Final[dict[str, dict[str, str]]] = {
    "built": {"en": "Built {file}", "ar": "بُني {file}"},
    "states": {"en": "states", "ar": "الدول"},
    "leaders": {"en": "leaders", "ar": "القادة"},
    "offices": {"en": "offices", "ar": "المناصب"},
    "institutions": {"en": "institutions", "ar": "المؤسسات"},
    "visits": {"en": "visits", "ar": "الزيارات"},
    "treaties": {"en": "treaties and agreements", "ar": "المعاهدات والاتفاقيات"},
    "other_events": {"en": "other events", "ar": "الأحداث الأخرى"},
    "observations": {"en": "observations", "ar": "الأرقام المرصودة"},
    "triples": {"en": "triples", "ar": "الثلاثيات"},
    "total": {"en": "in all", "ar": "المجموع"},
    "violation": {"en": "violation", "ar": "مخالفة"},
    "warning": {"en": "warning", "ar": "تنبيه"},
    "info": {"en": "note", "ar": "ملاحظة"},
    "accepted": {"en": "accepted", "ar": "مقبول"},
    "because": {"en": "accepted because: {reason}", "ar": "قُبل لأن: {reason}"},
    "conforms": {"en": "The graph conforms to the shapes.", "ar": "المخطط مطابق للأشكال."},
    "wanting": {"en": "The graph does not conform to the shapes.", "ar": "المخطط غير مطابق للأشكال."},
    "more-findings": {"en": "… and {number} more; --all shows them", "ar": "… وكذلك {number}، ويعرضها ‎--all"},
    "expected": {"en": "expected: {expected}", "ar": "المتوقع: {expected}"},
    "of-shape": {"en": "{rationale} ({shape})", "ar": "{rationale} ({shape})"},
    "summary": {
        "en": "violations: {violations}, warnings: {warnings}, notes: {notes}, accepted: {accepted}",
        "ar": "المخالفات: {violations}، التنبيهات: {warnings}، الملاحظات: {notes}، المقبول: {accepted}",
    },
    "evidence": {
        "en": "values proven: {proven}, inferred: {inferred}, unproven: {unproven}, unchecked: {unchecked}",
        "ar": "القيم المثبتة: {proven}، المفهومة: {inferred}، "
        "غير المثبتة: {unproven}، غير المفحوصة: {unchecked}",
    },
    "not-at-hand": {
        "en": "not at hand: {document}; its passages were not checked against its words",
        "ar": "غير متوفرة: {document}؛ لم تُقارَن مقاطعها بألفاظها",
    },
    "sentence": {
        "en": "{document}#char={start},{end}  nodes: {nodes}  not covered: {gaps}",
        "ar": "{document}#char={start},{end}  العقد: {nodes}  غير مشمول: {gaps}",
    },
    "coverage": {
        "en": "{document}: {sentences} of sentences accounted for, {letters} of letters covered",
        "ar": "{document}: {sentences} من الجمل لها ما يستند إليها، و{letters} من الحروف مشمولة",
    },
    "classes-unseen": {
        "en": "classes that no shape looks at: {number}",
        "ar": "الأصناف التي لا ينظر إليها أي شكل: {number}",
    },
    "properties-unseen": {
        "en": "properties that no shape looks at: {number}",
        "ar": "الخصائص التي لا ينظر إليها أي شكل: {number}",
    },
    "nodes-unseen": {
        "en": "nodes of the facts that no shape looks at: {number} of {all}",
        "ar": "عقد الوقائع التي لا ينظر إليها أي شكل: {number} من {all}",
    },
    "case-fails": {"en": "does not do what its name says", "ar": "لا يطابق ما يقوله اسمه"},
    "not-found": {"en": "not found: {finding}", "ar": "لم يُعثر عليه: {finding}"},
    "not-expected": {"en": "not expected: {finding}", "ar": "غير متوقع: {finding}"},
    "cases": {
        "en": "cases that pass: {passed}, that fail: {failed}",
        "ar": "الحالات الناجحة: {passed}، الفاشلة: {failed}",
    },
    "registered": {
        "en": "Registered {document}, {length} characters:",
        "ar": "سُجلت {document}، وعدد محارفها {length}:",
    },
    "copy-good": {"en": "copy at hand", "ar": "النسخة متوفرة"},
    "copy-missing": {"en": "no copy at hand", "ar": "لا نسخة متوفرة"},
    "waits": {
        "en": "the endpoint is busy: asking again in {seconds} s",
        "ar": "الخادم مشغول: يُعاد السؤال بعد {seconds} ث",
    },
    "by-rule": {"en": "by the rule {rule}: {summary}", "ar": "بقاعدة {rule}: {summary}"},
    "way": {"en": "way {number}:", "ar": "الوجه {number}:"},
    "explained-above": {"en": "(explained above)", "ar": "(بُيّن أعلاه)"},
    "exported": {"en": "Wrote {file}", "ar": "كُتب {file}"},
    "exporting": {"en": "{format}: {percent} %", "ar": "{format}: {percent} %"},
    "bulk-written": {
        "en": "Wrote {file}. parts: {parts}, statements: {statements}",
        "ar": "كُتب {file}. الأجزاء: {parts}، العبارات: {statements}",
    },
    "bulk-load": {"en": "To load them: {script}", "ar": "لتحميلها: {script}"},
    "push-unchanged": {
        "en": "{graph}: unchanged; triples: {triples}",
        "ar": "{graph}: لم يتغير؛ الثلاثيات: {triples}",
    },
    "push-new": {
        "en": "{graph}: new; triples: {triples}, sent: {sent}",
        "ar": "{graph}: جديد؛ الثلاثيات: {triples}، المرسَل منها: {sent}",
    },
    "push-replaced": {
        "en": "{graph}: replaced; triples: {triples}, sent: {sent}",
        "ar": "{graph}: استُبدل؛ الثلاثيات: {triples}، المرسَل منها: {sent}",
    },
    "push-would-new": {
        "en": "{graph}: would be new; triples: {triples}",
        "ar": "{graph}: سيكون جديداً؛ الثلاثيات: {triples}",
    },
    "push-would-replaced": {
        "en": "{graph}: would be replaced; to add: {added}, to remove: {removed}",
        "ar": "{graph}: سيُستبدل؛ للإضافة: {added}، للإزالة: {removed}",
    },
    "push-dropped": {
        "en": "{graph}: dropped, since the project has no such graph; triples: {triples}",
        "ar": "{graph}: حُذف لأن المشروع ليس فيه مخطط بهذا الاسم؛ الثلاثيات: {triples}",
    },
    "push-would-dropped": {
        "en": "{graph}: would be dropped, since the project has no such graph; triples: {triples}",
        "ar": "{graph}: سيُحذف لأن المشروع ليس فيه مخطط بهذا الاسم؛ الثلاثيات: {triples}",
    },
    "push-left-over": {
        "en": "{graph}: left as it is, though the project has no such graph (--prune drops it)",
        "ar": "{graph}: تُرك كما هو مع أن المشروع ليس فيه مخطط بهذا الاسم (يحذفه ‎--prune)",
    },
    "push-refused": {
        "en": "{graph}: not put in place, since the store does not keep it as it is sent",
        "ar": "{graph}: لم يوضع في مكانه، لأن المخزن لا يحفظه كما أُرسل",
    },
    "push-held": {
        "en": "{graph}: not put in place, since another graph was refused",
        "ar": "{graph}: لم يوضع في مكانه، لأن مخططاً آخر رُفض",
    },
    "push-rewritten": {"en": "written otherwise, the same value", "ar": "كُتب بصورة أخرى، والقيمة نفسها"},
    "push-altered": {"en": "altered", "ar": "تغيّر"},
    "push-lost": {"en": "lost", "ar": "ضاع"},
    "push-unexpected": {"en": "should not be there", "ar": "زائد"},
    "push-more": {
        "en": "and {number} more (--format json lists all)",
        "ar": "وسوى ذلك: {number} (‎--format json يسردها كلها)",
    },
    "push-good": {
        "en": "Read back and compared: the store ({store}) holds the graphs of the project. sent: {sent}, "
        "written otherwise: {rewritten}, altered: {altered}",
        "ar": "قُرئت من المخزن ({store}) وقورنت: فيه مخططات المشروع. "
        "المرسَل: {sent}، المكتوب بصورة أخرى: {rewritten}، المتغيّر: {altered}",
    },
    "push-would": {
        "en": "Nothing was written. graphs to send: {graphs}",
        "ar": "لم يُكتب شيء. المخططات التي تُرسَل: {graphs}",
    },
    "push-compares": {"en": "comparing {graph}", "ar": "تُقارَن {graph}"},
    "push-sends": {"en": "sending {graph}: {done} of {total}", "ar": "تُرسَل {graph}: {done} من {total}"},
    "push-reads-back": {"en": "reading back {graph}", "ar": "تُقرأ من جديد {graph}"},
    "diff-added": {"en": "added: {entity}", "ar": "أُضيف: {entity}"},
    "diff-removed": {"en": "removed: {entity}", "ar": "أُزيل: {entity}"},
    "diff-changed": {"en": "changed: {entity}", "ar": "تغيّر: {entity}"},
    "diff-type": {"en": "kind", "ar": "النوع"},
    "diff-label": {"en": "label", "ar": "التسمية"},
    "diff-same-value": {"en": "the same value", "ar": "القيمة نفسها"},
    "diff-none": {"en": "No difference.", "ar": "لا فرق."},
    "diff-summary": {
        "en": "entities added: {added}, removed: {removed}, changed: {changed}",
        "ar": "الكيانات المضافة: {added}، المزالة: {removed}، المتغيرة: {changed}",
    },
    "pulled": {
        "en": "Pulled into {file}. graphs: {graphs}, statements: {quads}",
        "ar": "جُلبت إلى {file}. المخططات: {graphs}، العبارات: {quads}",
    },
    "required": {"en": "required", "ar": "لازم"},
    "optional": {"en": "optional", "ar": "اختياري"},
    "default": {"en": "default: {value}", "ar": "الافتراضي: {value}"},
}


def say(key: str, language: str, **values: object) -> str:
    """Give a text of the command line in a language, with its values filled in.

    Example:
        >>> say("built", "en", file="build/graph.nq")
        'Built build/graph.nq'
    """
    return _TEXTS[key][language].format(**values)


def reader_language() -> str:
    """Guess the reader's language from the environment, as programs do by POSIX.

    Example:
        >>> reader_language() in LANGUAGES
        True
    """
    for variable in ("LC_ALL", "LC_MESSAGES", "LANG"):
        if value := os.environ.get(variable):
            return "ar" if value.lower().startswith("ar") else "en"
    return "en"
