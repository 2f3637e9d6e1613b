// Returns the visible texts whose contrast with what lies behind them is below WCAG 2.1 AA.
// Colours are blended with every half-transparent ground and with opacity on the way up.
const parse = (colour) => {
  const canvas = document.createElement("canvas");
  canvas.width = canvas.height = 1;
  const context = canvas.getContext("2d");
  context.fillStyle = colour;
  context.fillRect(0, 0, 1, 1);
  const [r, g, b, a] = context.getImageData(0, 0, 1, 1).data;
  return [r, g, b, a / 255];
};
const over = (top, below) => {
  const alpha = top[3];
  return [0, 1, 2].map((i) => top[i] * alpha + below[i] * (1 - alpha)).concat([1]);
};
const ground = (element) => {
  if (!element) return parse(getComputedStyle(document.body).backgroundColor);
  const own = parse(getComputedStyle(element).backgroundColor);
  return own[3] === 1 ? own : over(own, ground(element.parentElement));
};
const luminance = (colour) => {
  const linear = colour.slice(0, 3).map((c) => {
    const s = c / 255;
    return s <= 0.03928 ? s / 12.92 : ((s + 0.055) / 1.055) ** 2.4;
  });
  return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2];
};
const contrast = (one, other) => {
  const [low, high] = [luminance(one), luminance(other)].sort((a, b) => a - b);
  return (high + 0.05) / (low + 0.05);
};
const pale = [];
const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
while (walker.nextNode()) {
  const text = walker.currentNode.textContent.trim();
  const element = walker.currentNode.parentElement;
  const box = element.getBoundingClientRect();
  const style = getComputedStyle(element);
  const hidden = style.visibility === "hidden" || style.opacity === "0" || box.width < 2;
  if (!text || hidden || /^(SCRIPT|STYLE|NOSCRIPT)$/.test(element.tagName)) continue;
  if (element.closest("[disabled], [aria-hidden=true], [data-testid=stIconMaterial]")) continue;
  const behind = ground(element);
  let colour = parse(style.color);
  let opacity = 1;
  for (let e = element; e; e = e.parentElement) opacity *= Number(getComputedStyle(e).opacity);
  colour = over([colour[0], colour[1], colour[2], colour[3] * opacity], behind);
  const size = parseFloat(style.fontSize);
  const large = size >= 24 || (size >= 18.66 && Number(style.fontWeight) >= 700);
  const found = contrast(colour, behind);
  if (found < (large ? 3 : 4.5)) pale.push(`${found.toFixed(2)} ${text.slice(0, 60)}`);
}
return pale;
