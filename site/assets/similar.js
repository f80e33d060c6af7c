// SPDX-FileCopyrightText: 2026 The Broadsheet authors
// SPDX-License-Identifier: Apache-2.0

// The first few papers of the page of similar ones, shown where it is linked. They are looked for only when a
// reader comes near: most never do, and to look costs more than all else on the page.

const shown = 5;
const nearby = "400px"; // below what is seen

const item = (card) => {
  const line = document.createElement("li");
  const title = card.querySelector(".headline a");
  // The words in common are marked there, where it is said why; here they would only be spots.
  for (const mark of title.querySelectorAll("mark")) mark.replaceWith(...mark.childNodes);
  line.append(title);
  const authors = card.querySelector(".byline");
  if (authors) {
    const who = document.createElement("small");
    who.dir = "auto";
    who.textContent = authors.textContent;
    line.append(" ", who);
  }
  return line;
};

const fill = async (place) => {
  const answer = await fetch(place.querySelector("a").href, { headers: { accept: "text/html" } });
  if (!answer.ok) return; // the link still says what there is
  const page = new DOMParser().parseFromString(await answer.text(), "text/html");
  const cards = [...page.querySelectorAll(".results .card")].slice(0, shown);
  if (cards.length === 0) return;
  const list = document.createElement("ol");
  list.append(...cards.map(item));
  place.append(list);
};

for (const place of document.querySelectorAll(".similar")) {
  const watch = new IntersectionObserver((seen) => {
    if (!seen.some((one) => one.isIntersecting)) return;
    watch.disconnect();
    fill(place).catch(() => {});
  }, { rootMargin: nearby });
  watch.observe(place);
}
