// A slider over the months beside a field for a day: two ways to set the same parameter.
import { monthsBetween } from "./matrix.ts";

/** Put a slider beside the field `as_of` of a form; the field says where it begins and where it ends. */
export function slider(form: HTMLFormElement): void {
  const field = form.querySelector<HTMLInputElement>("input[type=date][name=as_of]");
  const last = field?.max ?? "";
  if (field === null || last === "") return;
  const months = monthsBetween(field.dataset["first"] ?? "2010-01-01", last);
  const range = document.createElement("input");
  range.type = "range";
  range.max = String(months.length - 1);
  range.value = String(placeOf(months, field.value));
  range.setAttribute("aria-label", field.dataset["slider"] ?? "");
  range.setAttribute("aria-valuetext", field.value || last);
  range.addEventListener("input", () => {
    const day = months[Number(range.value)] ?? last;
    field.value = day === last ? "" : day;
    range.setAttribute("aria-valuetext", day);
  });
  field.addEventListener("input", () => {
    range.value = String(placeOf(months, field.value));
  });
  field.parentElement?.after(range);
}

function placeOf(months: readonly string[], day: string): number {
  if (day === "") return months.length - 1;
  const after = months.findIndex((month) => month > day);
  return after < 0 ? months.length - 1 : Math.max(0, after - 1);
}
