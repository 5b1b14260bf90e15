/**
 * The script of the site: buttons that copy, and a field that searches a list. Pages are complete without it; it adds
 * what only a script can do, asks nobody anything, and touches text as text.
 */

/** The text of `site.js`. */
export const script = `"use strict";
(() => {
  const make = (tag, properties = {}, ...children) => {
    const element = Object.assign(document.createElement(tag), properties);
    element.append(...children);
    return element;
  };

  async function copy(text, code) {
    try {
      await navigator.clipboard.writeText(text);
      return true;
    } catch {
      const range = document.createRange();
      range.selectNodeContents(code);
      const selection = getSelection();
      selection.removeAllRanges();
      selection.addRange(range);
      return document.execCommand("copy");
    }
  }

  for (const figure of document.querySelectorAll("figure.copied")) {
    const code = figure.querySelector("code");
    const caption = figure.querySelector("figcaption");
    const said = make("span", { className: "said" });
    said.setAttribute("role", "status");
    const button = make("button", { type: "button" }, "Copy");
    button.setAttribute("aria-label", "Copy " + caption.textContent);
    button.addEventListener("click", async () => {
      said.textContent = (await copy(code.textContent, code)) ? "Copied" : "Selected: copy it with the keyboard";
      setTimeout(() => { said.textContent = ""; }, 4000);
    });
    caption.append(make("span", { className: "act" }, said, button));
  }

  const asked = new URLSearchParams(location.search).get("q") || "";
  document.querySelectorAll("ul[data-find]").forEach((list, at) => {
    const items = Array.from(list.children, (item) => ({ item, text: item.textContent.toLowerCase() }));
    const risks = [...new Set(items.map(({ item }) => item.dataset.risk).filter(Boolean))];
    const field = make("input", { type: "search", id: "find-" + at, value: asked, autocomplete: "off", spellcheck: false });
    const boxes = risks.map((risk) => make("input", { type: "checkbox", checked: true, value: risk }));
    const count = make("p", { className: "small" });
    count.setAttribute("role", "status");
    const show = () => {
      const words = field.value.toLowerCase().split(/\\s+/).filter(Boolean);
      const wanted = new Set(boxes.filter((box) => box.checked).map((box) => box.value));
      let shown = 0;
      for (const { item, text } of items) {
        const fits = words.every((word) => text.includes(word)) && (risks.length < 2 || wanted.has(item.dataset.risk));
        item.hidden = !fits;
        if (fits) shown++;
      }
      count.textContent = shown === items.length ? items.length + " in all" : shown + " of " + items.length;
    };
    const finder = make("div", { className: "finder" }, make("label", { htmlFor: field.id }, list.dataset.find), field);
    if (risks.length > 1) {
      const choices = boxes.map((box) => make("label", {}, box, " " + box.value));
      finder.append(make("fieldset", {}, make("legend", {}, "Risk"), ...choices));
    }
    finder.append(count);
    finder.addEventListener("input", show);
    list.before(finder);
    show();
  });
})();
`;
