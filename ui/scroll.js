(() => {
  // The page is still being drawn when this runs: wait until the place is there.
  let left = 50;
  const look = () => {
    const found = document.getElementById("ELEMENT");
    const there = found && (!found.dataset.place || found.dataset.place === "PLACE");
    if (there) {
      found.scrollIntoView({ block: found.tagName === "MARK" ? "center" : "start" });
      if (found.tagName === "MARK") found.focus({ preventScroll: true });
    } else if (left-- > 0) {
      setTimeout(look, 100);
    }
  };
  look();
})();
