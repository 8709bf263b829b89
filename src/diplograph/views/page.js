// The page of a network: what is shown, what is chosen, and which names find room.
// Everything that comes from the graph is put into the page as text, never as HTML.
"use strict";
(() => {
  const { nodes, ties, texts, language } = JSON.parse(document.getElementById("network").textContent);
  const byId = (id) => document.getElementById(id);
  const ink = document.createElement("canvas").getContext("2d");
  const FONT = "13px";
  ink.font = `${FONT} system-ui, "Noto Sans Arabic", "DejaVu Sans", sans-serif`;
  let shown = { nodes: [], ties: [] };
  let chosen = null;

  // As a reader means it: without vowel marks and tatweel, forms of one letter alike.
  const fold = (text) => text.normalize("NFKD").toLowerCase().replace(/[\u0640\p{M}]/gu, "")
    .replace(/[أإآٱ]/g, "ا").replace(/ى/g, "ي").replace(/ة/g, "ه").trim();

  const element = (tag, text, parent) => {
    const made = document.createElement(tag);
    if (text) made.textContent = text;
    if (parent) parent.append(made);
    return made;
  };

  const checkboxes = (box, kinds) => kinds.forEach(({ key, name, number, colour }) => {
    const label = element("label", "", byId(box));
    const input = element("input", "", label);
    input.type = "checkbox";
    input.checked = true;
    input.value = key;
    input.addEventListener("change", update);
    if (colour) element("span", "", label).className = "mark";
    if (colour) label.lastChild.style.background = colour;
    label.append(` ${name} (${number})`);
  });

  const checked = (box) => new Set([...byId(box).querySelectorAll("input:checked")].map((one) => one.value));

  // A fact falls into the years asked for where it possibly does: its bounds and theirs overlap.
  const isAsked = (fact, kinds, from, to, undated) => {
    if (!kinds.has(fact.kind)) return false;
    if (!fact.start && !fact.end) return undated;
    const first = parseInt(fact.start || fact.end, 10), last = parseInt(fact.end || fact.start, 10);
    return last >= from && first <= to;
  };

  const year = (id, other) => { const value = parseInt(byId(id).value, 10); return Number.isNaN(value) ? other : value; };

  function update() {
    const kinds = checked("kinds"), tieKinds = checked("ties");
    const from = year("from", -Infinity), to = year("to", Infinity), undated = byId("undated").checked;
    const kept = ties.map((tie) => ({ ...tie, facts: tie.facts.filter((fact) => isAsked(fact, tieKinds, from, to, undated)) }))
      .filter((tie) => tie.facts.length && kinds.has(nodes[tie.source].kind) && kinds.has(nodes[tie.target].kind));
    const degrees = new Map();
    for (const tie of kept) for (const end of [tie.source, tie.target]) degrees.set(end, (degrees.get(end) || 0) + tie.facts.length);
    shown = { nodes: [...degrees.keys()].sort((a, b) => degrees.get(b) - degrees.get(a) || a - b), ties: kept };
    draw();
    const facts = kept.reduce((sum, tie) => sum + tie.facts.length, 0);
    byId("shown").textContent = texts.shown.replace("{nodes}", shown.nodes.length).replace("{facts}", facts);
    describe();
  }

  const model = (name) => Bokeh.documents[0].get_model_by_name(name);

  // Pixels for a unit, across and up.
  const scale = () => {
    const { x_range, y_range, inner_width, inner_height } = model("plot");
    return [inner_width / (x_range.end - x_range.start), inner_height / (y_range.end - y_range.start)];
  };

  // All nodes at once, as large as they fit, a unit as wide as high.
  function fit() {
    const { x_range, y_range, inner_width, inner_height } = model("plot");
    const bounds = (key) => [Math.min(...nodes.map((node) => node[key])), Math.max(...nodes.map((node) => node[key]))];
    const [left, right] = bounds("x"), [low, high] = bounds("y");
    const unit = Math.max((right - left || 1) / inner_width, (high - low || 1) / inner_height) * 1.25 / 2;
    const middle = [(left + right) / 2, (low + high) / 2];
    x_range.setv({ start: middle[0] - unit * inner_width, end: middle[0] + unit * inner_width });
    y_range.setv({ start: middle[1] - unit * inner_height, end: middle[1] + unit * inner_height });
  }

  function draw() {
    const isNear = (tie) => chosen !== null && (tie.source === chosen || tie.target === chosen);
    const [across, up] = scale();
    const isDense = shown.ties.length > 1500;  // then lines are only a ground for what is chosen
    const plain = isDense ? "#dadada" : "#8a8a8a";
    const most = Math.max(1, ...shown.ties.map((tie) => tie.facts.length));
    const lines = { x0: [], y0: [], x1: [], y1: [], cx: [], cy: [], width: [], colour: [] };
    const heads = { x: [], y: [], angle: [], colour: [] };
    for (const tie of shown.ties) {
      const [a, b] = [nodes[tie.source], nodes[tie.target]];
      const cx = (a.x + b.x) / 2 + tie.bend * (b.y - a.y), cy = (a.y + b.y) / 2 - tie.bend * (b.x - a.x);
      const colour = isNear(tie) ? "#666666" : chosen === null ? plain : "#e4e4e4";
      const values = [a.x, a.y, b.x, b.y, cx, cy, (isDense ? 0.5 : 1) + 3 * (tie.facts.length - 1) / most, colour];
      Object.keys(lines).forEach((key, index) => lines[key].push(values[index]));
      if (!texts.directed || (isDense && !isNear(tie))) continue;
      heads.x.push((a.x + 2 * cx + b.x) / 4);
      heads.y.push((a.y + 2 * cy + b.y) / 4);
      heads.angle.push(Math.atan2((b.y - a.y) * up, (b.x - a.x) * across) - Math.PI / 2);
      heads.colour.push(colour);
    }
    model("lines").data = lines;
    model("heads").data = heads;
    const column = (key) => shown.nodes.map((index) => nodes[index][key]);
    model("nodes").data = {
      x: column("x"), y: column("y"), colour: column("colour"), marker: column("marker"), index: shown.nodes,
      size: shown.nodes.map((index) => index === chosen ? 18 : 11),
    };
    write();
  }

  // Names go where there is room, those with the most ties first: again after each move of the view.
  function write() {
    const { x_range, y_range, inner_width, inner_height } = model("plot");
    const [across, up] = scale();
    const taken = [], text = { x: [], y: [], name: [] };
    const order = chosen === null ? shown.nodes : [chosen, ...shown.nodes.filter((one) => one !== chosen)];
    for (const index of order) {
      const node = nodes[index];
      const x = (node.x - x_range.start) * across, y = (node.y - y_range.start) * up;
      if (x < 0 || y < 0 || x > inner_width || y > inner_height) continue;
      const name = node.name.length > 40 ? `${node.name.slice(0, 39)}…` : node.name;
      const half = ink.measureText(name).width / 2 + 3;
      const box = [x - half, y + 6, x + half, y + 26];
      const isFree = taken.every((other) => box[2] < other[0] || box[0] > other[2] || box[3] < other[1] || box[1] > other[3]);
      if (!isFree) continue;
      taken.push(box);
      text.x.push(node.x);
      text.y.push(node.y);
      text.name.push(`\u2068${name}\u2069`);  // in the direction of its own first letter
    }
    model("names").data = text;
  }

  function describe() {
    const box = byId("chosen");
    box.replaceChildren();
    if (chosen === null) return element("p", texts.choose, box);
    const node = nodes[chosen];
    element("h2", node.name, box).dir = "auto";
    if (node.other) Object.assign(element("div", node.other, box), { className: "other", dir: "auto" });
    element("div", node.date ? `${node.kindName} · ${node.date}` : node.kindName, box);
    const list = element("ul", "", box);
    for (const tie of shown.ties) {
      if (tie.source !== chosen && tie.target !== chosen) continue;
      const isFrom = tie.source === chosen, other = isFrom ? tie.target : tie.source;
      for (const fact of tie.facts) {
        const item = element("li", "", list);
        if (texts.directed) item.append(isFrom ? texts.to_ : texts.from_, " ");
        const button = element("button", nodes[other].name, item);
        button.type = "button";
        button.addEventListener("click", () => choose(other, true));
        item.append(": ");
        element("bdi", fact.name, item);
        if (fact.date) item.append(" · "), element("bdi", fact.date, item);
        if (fact.passages) element("span", fact.passages, item).className = "passages";
      }
    }
  }

  function choose(index, isMoved) {
    chosen = index;
    if (isMoved && index !== null) centre(nodes[index]);
    draw();
    describe();
  }

  function centre(node) {
    const { x_range, y_range } = model("plot");
    const across = (x_range.end - x_range.start) / 2, up = (y_range.end - y_range.start) / 2;
    x_range.setv({ start: node.x - across, end: node.x + across });
    y_range.setv({ start: node.y - up, end: node.y + up });
  }

  function search() {
    const wanted = fold(byId("search").value);
    byId("missing").hidden = true;
    if (!wanted) return choose(null, false);
    const names = (index) => [nodes[index].name, nodes[index].other || ""].map(fold);
    const found = shown.nodes.find((index) => names(index).includes(wanted))
      ?? shown.nodes.find((index) => names(index).some((name) => name.includes(wanted)));
    if (found === undefined) byId("missing").hidden = false;
    else choose(found, true);
  }

  function start() {
    checkboxes("kinds", texts.nodeKinds);
    checkboxes("ties", texts.tieKinds);
    for (const node of nodes) element("option", "", byId("names")).value = node.name;
    const years = ties.flatMap((tie) => tie.facts).flatMap((fact) => [fact.start, fact.end]).filter(Boolean).map((day) => parseInt(day, 10));
    if (years.length) {
      byId("years").hidden = false;
      byId("from").value = Math.min(...years);
      byId("to").value = Math.max(...years);
    }
    for (const id of ["from", "to", "undated"]) byId(id).addEventListener("change", update);
    byId("filters").addEventListener("submit", (event) => { event.preventDefault(); search(); });
    byId("search").addEventListener("change", search);
    byId("all").addEventListener("click", () => { byId("search").value = ""; fit(); choose(null, false); });
    const source = model("nodes");
    source.selected.properties.indices.change.connect(() => {
      const [place] = source.selected.indices;
      if (place !== undefined) choose(source.data.index[place], false);
      else if (chosen !== null && !source.selected.indices.length) choose(null, false);
    });
    const plot = model("plot");
    let waiting = 0;
    const later = () => { clearTimeout(waiting); waiting = setTimeout(write, 60); };
    for (const range of [plot.x_range, plot.y_range]) range.change.connect(later);
    const refit = () => { fit(); draw(); };
    for (const name of ["inner_width", "inner_height"]) plot.properties[name].change.connect(refit);
    fit();
    update();
    document.documentElement.dataset.ready = language;
  }

  const wait = () => (window.Bokeh && Bokeh.documents.length && model("plot") && model("plot").inner_width ? start() : setTimeout(wait, 30));
  wait();
})();
