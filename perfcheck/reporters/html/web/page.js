// Views, filters, and the ways between findings and the cells that they are about.

// Which document is on the page: the one that the address names, or holds what it names.
const views = all(".view");
const choose = one("#choose");
let now = views[0];
function show(view) {
  if (!view) return;
  now = view;
  views.forEach((each) => each.classList.toggle("now", each === view));
  if (choose) {
    choose.value = view.id;
    one("#back").disabled = view === views[0];
    one("#forth").disabled = view === views[views.length - 1];
  }
  const overview = view.id === "overview";
  root.classList.toggle("whole", overview);
  all("#filters > :not(#search)").forEach((each) => each.classList.toggle("gone", overview));
  const search = one("#search");
  search.placeholder = `${overview ? search.dataset.documents : search.dataset.findings}  /`;
  search.setAttribute("aria-label", overview ? search.dataset.documents : search.dataset.findings);
  filter();
  measure();
}
function follow() {
  const target = document.getElementById(location.hash.slice(1)) || views[0];
  const view = target && target.closest(".view");
  if (view && view !== now) { show(view); if (target === view) scrollTo(0, 0); }
  if (!view || target === view) return;
  if (target.matches(".finding, .suspect")) pick(target, false);
  else target.scrollIntoView({ block: "center" });
}
function go(id) {
  location.hash = id;
  follow();
}
function turn(by) {
  const next = views[views.indexOf(now) + by];
  if (next) go(next.id);
}

// The filters.
const form = one("#filters");
const texts = new WeakMap();
const text = (finding) => {
  if (!texts.has(finding)) texts.set(finding, (finding.textContent + one("h3", finding.parentNode).textContent).toLowerCase());
  return texts.get(finding);
};
const chosen = (name) => {
  const boxes = all(`[name="${name}"]`, form);
  return { boxes, on: new Set(boxes.filter((box) => box.checked).map((box) => box.value)) };
};
function filter() {
  const wanted = one("#search").value.trim().toLowerCase().split(/\s+/).filter(Boolean);
  const has = (said) => wanted.every((word) => said.includes(word));
  if (now.id === "overview") {
    all("#overview .view-table tbody tr").forEach((row) => { row.hidden = !has(row.textContent.toLowerCase()); });
  } else narrow(now, has, wanted.length > 0);
}
function narrow(view, has, searched) {
  const sets = ["look", "family", "change"].map((name) => [name, chosen(name)]);
  const found = all(".finding", view);
  const counts = {};
  let shown = 0;
  for (const finding of found) {
    for (const [name] of sets) {
      const key = name + finding.dataset[name];
      counts[key] = (counts[key] || 0) + 1;
    }
    finding.hidden = !(sets.every(([name, { boxes, on }]) => !boxes.length || !finding.dataset[name] || on.has(finding.dataset[name]))
      && has(text(finding)));
    shown += !finding.hidden;
  }
  for (const [name, { boxes }] of sets) for (const box of boxes) {
    const count = counts[name + box.value] || 0;
    one("b", box.parentNode).textContent = count;
    if (name !== "look") box.parentNode.hidden = !count;
  }
  const narrowed = sets.some(([, { boxes, on }]) => on.size < boxes.length) || searched;
  const menu = one(".menu summary b");
  if (menu) menu.textContent = sets[1][1].on.size < sets[1][1].boxes.length ? `${sets[1][1].on.size}/${sets[1][1].boxes.length}` : "";
  all(".group", view).forEach((group) => { group.hidden = !one(".finding:not([hidden])", group); });
  const none = one(".none", view);
  if (none) none.hidden = shown > 0 || !found.length;
  all(".paper .mark", view).forEach((mark) => {
    const seen = mark.dataset.f.split(" ").map((id) => document.getElementById(id)).map((each) => !each || !each.hidden);
    mark.classList.toggle("off", !seen.includes(true));
    if (mark.dataset.l && seen.includes(true)) dress(mark, mark.dataset.l.split(" ").filter((_, at) => seen[at]));
  });
  const said = found.length ? say(body.dataset.showing, shown, found.length) : "";
  one("#shown").textContent = said;
  const note = one(".narrowed", view);
  note.textContent = said;
  note.hidden = !narrowed;
  rule();
  one("#reset").hidden = !narrowed;
}

// A mark of several findings looks as the gravest of those that the filters leave.
function dress(mark, left) {
  const parts = left.map((each) => each.split("."));
  mark.classList.remove("error", "warning", "info", "accepted", "suspect", "unread", "blamed", "related");
  mark.classList.add(parts[0][0], parts[0][1]);
  const numbers = parts.map((each) => each[2]).filter(Boolean);
  if (numbers.length) mark.dataset.n = [...new Set(numbers)].join(" "); else delete mark.dataset.n;
}

// A finding and its cells.
let picked = null;
const marks = (id, from = now) => all(`.paper [data-f~="${id}"]`, from);
function clear() {
  all(".lit, .lit-line").forEach((each) => each.classList.remove("lit", "lit-line"));
  if (picked) picked.classList.remove("now");
  picked = null;
}
function pick(finding, focus = true, toForm = true) {
  clear();
  picked = finding;
  finding.hidden = false;
  if (finding.closest(".group")) finding.closest(".group").hidden = false;
  finding.classList.add("now");
  if (focus) finding.focus({ preventScroll: true });
  reveal(finding);
  const cells = marks(finding.id);
  cells.forEach((cell) => {
    cell.classList.add("lit");
    cell.closest("tr, .line").classList.add("lit-line");
  });
  const blamed = cells.find((cell) => cell.classList.contains("blamed")) || cells[0];
  if (blamed && toForm) centre(blamed);
  rule();
  return blamed;
}
function reveal(element) {
  const box = element.getBoundingClientRect();
  const top = one(".bar").getBoundingClientRect().bottom;
  if (box.top < top + 8 || box.bottom > innerHeight) scrollTo({ top: scrollY + box.top - Math.max(top, 0) - innerHeight / 5 });
}
// Only the form's own boxes scroll, so that the finding stays where it is.
function centre(cell) {
  const paper = cell.closest(".paper");
  const within = cell.closest(".scroll");
  const box = cell.getBoundingClientRect();
  const outer = paper.getBoundingClientRect();
  paper.scrollTop += box.top - outer.top - (outer.height - box.height) / 2;
  if (!within) return;
  // All of its cells where they fit, else the one at fault, clear of the lines' numbers.
  const left = within.getBoundingClientRect().left - within.scrollLeft;
  const last = Math.max(box.right, ...all(".lit", within).map((each) => each.getBoundingClientRect().right));
  within.scrollLeft = Math.max(Math.min(last - left + 40 - within.clientWidth, box.left - left - 70), 0);
}
function toCell(id) {
  const finding = document.getElementById(id);
  const cell = finding && pick(finding, false);
  if (!cell) return false;
  if (cell.closest(".panes") && getComputedStyle(cell.closest(".form")).position !== "sticky") cell.scrollIntoView({ block: "center" });
  return cell;
}
function toFinding(mark) {
  const ids = mark.dataset.f.split(" ").filter((id) => document.getElementById(id) && !document.getElementById(id).hidden);
  if (!ids.length) return;
  const at = picked ? ids.indexOf(picked.id) : -1;
  const id = ids[(at + 1) % ids.length];
  const finding = document.getElementById(id);
  const fold = finding.closest("details:not([open])");
  if (fold) fold.open = true;
  if (finding.closest(".view") !== now) { go(id); return; }
  pick(finding, true, false);
  if (ids.length > 1) toast(say(body.dataset.nth, ids.length, ids.indexOf(id) + 1));
}
function step(by) {
  const shown = all(".finding:not([hidden])", now);
  if (!shown.length) return;
  const at = shown.indexOf(picked);
  pick(shown[at < 0 ? (by > 0 ? 0 : shown.length - 1) : Math.min(Math.max(at + by, 0), shown.length - 1)]);
}

function measure() {
  const bar = one(".bar");
  const fixed = getComputedStyle(bar).position === "sticky";
  root.style.setProperty("--bar", fixed ? `${bar.offsetHeight}px` : "0px");
  rule();
}
// Beside the form, where in it the marks are: a tick for each.
function rule() {
  const paper = one(".paper", now);
  if (!paper) return;
  const ruler = one(".ruler", now);
  const top = paper.getBoundingClientRect().top - paper.scrollTop;
  ruler.style.right = `${paper.offsetWidth - paper.clientWidth}px`;
  ruler.replaceChildren(...all(".mark:not(.off)", paper).map((mark) => {
    const tick = document.createElement("i");
    tick.className = mark.className;
    tick.style.top = `${100 * (mark.getBoundingClientRect().top - top) / paper.scrollHeight}%`;
    return tick;
  }));
}

document.addEventListener("click", (event) => {
  const at = event.target;
  const mark = at.closest(".paper .mark");
  const link = at.closest(".left a[data-f]");
  const button = at.closest("button");
  const menu = one(".menu");
  if (menu && !menu.contains(at)) menu.open = false;
  if (mark) { event.preventDefault(); toFinding(mark); }
  else if (link && document.getElementById(link.hash.slice(1)).closest(".view") === now) {
    if (toCell(link.dataset.f)) {
      event.preventDefault();
      const line = document.getElementById(link.hash.slice(1));
      if (!link.classList.contains("place")) centre(one(`[data-f~="${link.dataset.f}"]`, line) || line);
    }
  } else if (button && button.dataset.copy) copy(button);
  else if (button && button.closest("th")) sort(button);
  else if (at.closest(".finding") && !at.closest("a, summary, dl") && !String(getSelection())) pick(at.closest(".finding"));
});
const on = (id, event, run) => { const element = one(id); if (element) element.addEventListener(event, run); };
on("#filters", "input", filter);
on("#filters", "submit", (event) => event.preventDefault());
on("#reset", "click", () => { HTMLFormElement.prototype.reset.call(form); filter(); });
on("#choose", "change", () => go(choose.value));
on("#back", "click", () => turn(-1));
on("#forth", "click", () => turn(1));
on("#print", "click", () => print());
on("#keys", "click", () => one("#help").showModal());
on("#help-close", "click", () => one("#help").close());
on("#theme", "click", () => {
  const dark = (root.dataset.theme || (matchMedia("(prefers-color-scheme: dark)").matches ? "dark" : "light")) === "dark";
  root.dataset.theme = dark ? "light" : "dark";
});

const keys = {
  j: () => step(1), k: () => step(-1), "/": () => one("#search").focus(), "?": () => one("#help").showModal(),
  "[": () => turn(-1), "]": () => turn(1),
  Escape: () => { if (one(".menu[open]")) one(".menu").open = false; else clear(); },
};
document.addEventListener("keydown", (event) => {
  const at = event.target;
  const typing = at.matches("input[type=search], select, textarea");
  if (event.ctrlKey || event.metaKey || event.altKey || one("#help").open) return;
  if (typing) {
    if (event.key === "Escape") { if (at.id === "search") { at.value = ""; filter(); } at.blur(); }
    return;
  }
  const finding = at.matches(".finding") ? at : null;
  const arrow = finding && { ArrowDown: 1, ArrowUp: -1 }[event.key];
  if (arrow) { event.preventDefault(); step(arrow); }
  else if (finding && event.key === "Enter") { event.preventDefault(); const cell = toCell(finding.id); if (cell) cell.focus({ preventScroll: true }); }
  else if (keys[event.key] && (event.key === "Escape" || !one("#keys-off").checked)) { event.preventDefault(); keys[event.key](); }
});
let folded = [];
addEventListener("beforeprint", () => { folded = all("details:not([open]):not(.menu):not(.quiet)"); folded.forEach((each) => { each.open = true; }); });
addEventListener("afterprint", () => { folded.forEach((each) => { each.open = false; }); });
addEventListener("hashchange", follow);
addEventListener("resize", measure);
show((document.getElementById(location.hash.slice(1)) || views[0]).closest(".view") || views[0]);
follow();
root.classList.add("ready");
