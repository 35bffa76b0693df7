// The list of operations: searched while one types, commands copied, and what an address names unfolded.
import { prefix } from "../lib/answers.ts";
import { copyable } from "../lib/copy.ts";
import { live } from "../lib/filters.ts";

function unfold(): void {
  const named = location.hash.startsWith("#op-") ? document.getElementById(decodeURIComponent(location.hash.slice(1))) : null;
  if (!(named instanceof HTMLDetailsElement)) return;
  named.open = true;
  named.scrollIntoView();
}

function ready(): void {
  copyable(document, location.origin + prefix());
}

const form = document.querySelector<HTMLFormElement>("#filters");
if (form !== null) live(form, ["#operations"], ready);
addEventListener("hashchange", unfold);
ready();
unfold();
