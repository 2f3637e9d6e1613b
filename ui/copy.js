export default function (component) {
  const { data, parentElement } = component;
  const button = parentElement.querySelector("button");
  const status = parentElement.querySelector("span");
  button.textContent = data.label;
  button.onclick = async () => {
    try {
      await navigator.clipboard.writeText(data.text);
    } catch (refused) {
      // The clipboard is closed to pages that are not served from a secure address.
      const area = document.createElement("textarea");
      area.value = data.text;
      area.style.position = "fixed";
      area.style.opacity = "0";
      document.body.append(area);
      area.select();
      document.execCommand("copy");
      area.remove();
    }
    status.textContent = data.done;
    setTimeout(() => { status.textContent = ""; }, 2500);
  };
}
