"""What the command line says, in the reader's language.

Error messages stay in English, so that they can be searched for; results, counts and findings come in
both languages.
"""

from __future__ import annotations

from typing import Final

_TEXTS: Final[dict[str, dict[str, str]]] = {
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
}


def say(key: str, language: str, **values: object) -> str:
    """Give a text of the command line in a language, with its values filled in.

    Example:
        >>> say("case-fails", "en")
        'does not do what its name says'
    """
    return _TEXTS[key][language].format(**values)
