// SPDX-FileCopyrightText: 2026 The Broadsheet authors
// SPDX-License-Identifier: Apache-2.0

// Reading without a mouse: / searches, j and k go from paper to paper, o opens, ? tells of all keys.

const keys = [
  ["/", "search"],
  ["j", "next paper"],
  ["k", "paper before"],
  ["o", "open the paper"],
  ["n", "next edition or page"],
  ["p", "edition or page before"],
  ["c", "cite the paper of the page"],
  ["?", "these keys"],
];

const headlines = () => [...document.querySelectorAll(".card .headline a")];

// The place of the paper that has the focus, in any of its links; -1 if none has.
const current = (all) => all.findIndex((link) => link.closest(".card").contains(document.activeElement));

const move = (step) => {
  const all = headlines();
  if (all.length === 0) return;
  const at = current(all);
  const to = at < 0 ? (step > 0 ? 0 : all.length - 1) : Math.min(Math.max(at + step, 0), all.length - 1);
  all[to].focus();
  all[to].closest(".card").scrollIntoView({ block: "nearest" });
};

const follow = (selector) => document.querySelector(selector)?.click();

const cite = () => {
  const details = document.querySelector("details.cite");
  if (!details) return;
  details.open = true;
  details.querySelector("summary").focus();
};

const help = () => {
  const known = document.getElementById("keys");
  if (known) return known.showModal();
  const dialog = document.createElement("dialog");
  dialog.id = "keys";
  dialog.setAttribute("aria-labelledby", "keys-title");
  const title = document.createElement("h2");
  title.id = "keys-title";
  title.textContent = "Keys";
  const list = document.createElement("dl");
  for (const [key, meaning] of keys) {
    const term = document.createElement("dt");
    const keyboard = document.createElement("kbd");
    keyboard.textContent = key;
    term.append(keyboard);
    const description = document.createElement("dd");
    description.textContent = meaning;
    list.append(term, description);
  }
  const close = document.createElement("form");
  close.method = "dialog";
  const button = document.createElement("button");
  button.textContent = "Close";
  close.append(button);
  dialog.append(title, list, close);
  document.body.append(dialog);
  dialog.showModal();
};

const actions = {
  "/": () => document.getElementById("q")?.focus(),
  j: () => move(1),
  k: () => move(-1),
  o: () => {
    const all = headlines();
    const at = current(all);
    if (at >= 0) all[at].click();
  },
  n: () => follow('.steps a[rel="next"], .paging a[rel="next"]'),
  p: () => follow('.steps a[rel="prev"], .paging a[rel="prev"]'),
  c: cite,
  "?": help,
};

document.addEventListener("keydown", (event) => {
  if (event.ctrlKey || event.metaKey || event.altKey || event.defaultPrevented) return;
  if (event.target.closest("input, textarea, select, dialog, [contenteditable]")) return;
  const action = actions[event.key];
  if (!action) return;
  event.preventDefault();
  action();
});
