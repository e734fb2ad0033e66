// What the page's parts share: finding elements, short notices, copying, and sorting tables.
const root = document.documentElement;
const body = document.body;
const all = (query, from = document) => Array.from(from.querySelectorAll(query));
const one = (query, from = document) => from.querySelector(query);
const say = (template, ...parts) => parts.reduce((text, part) => text.replace("{}", part), template);

let timer = 0;
function toast(message) {
  clearTimeout(timer);
  one("#said").textContent = message;
  timer = setTimeout(() => { one("#said").textContent = ""; }, 2500);
}
function copy(button) {
  const done = () => toast(body.dataset.copied);
  const value = button.dataset.copy;
  const byHand = () => {
    const area = Object.assign(document.createElement("textarea"), { value });
    body.append(area);
    area.select();
    if (document.execCommand("copy")) done();
    area.remove();
    button.focus();
  };
  if (navigator.clipboard) navigator.clipboard.writeText(value).then(done, byHand); else byHand();
}

// Tables sort by what a cell's data-key says: figures by size, the rest as text.
function sort(button) {
  const head = button.closest("th");
  const table = head.closest("table");
  const at = all("th", head.parentNode).indexOf(head);
  const rising = head.getAttribute("aria-sort") === "descending";
  const rows = all("tbody tr", table);
  const key = (row) => row.cells[at].dataset.key;
  const figures = rows.every((row) => key(row) !== "" && !isNaN(key(row)));
  rows.sort((a, b) => (figures ? key(a) - key(b) : key(a).localeCompare(key(b), root.lang)) * (rising ? 1 : -1));
  if (!figures) rows.reverse();
  all("th", table).forEach((each) => each.removeAttribute("aria-sort"));
  head.setAttribute("aria-sort", rising ? "ascending" : "descending");
  table.tBodies[0].append(...rows);
}
