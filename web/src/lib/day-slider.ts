// A slider beside a field for a day: it moves by months and writes its day into the field, which is what is sent.

const DAY_MS = 86_400_000;

/** The first day of the month `months` before a day, or the day itself for 0; days are written as in ISO 8601. */
export function monthsBefore(last: string, months: number): string {
  if (months <= 0) return last;
  const [year = 0, month = 1] = last.split("-").map(Number);
  return new Date(Date.UTC(year, month - months, 1)).toISOString().slice(0, 10);
}

/** How many months before `last` a day lies, to the nearest step of {@link monthsBefore}. */
export function monthsTo(last: string, day: string): number {
  if (day === "" || day >= last) return 0;
  const months = (Date.parse(last) - Date.parse(day)) / DAY_MS / 30.4375;
  return Math.max(1, Math.round(months));
}

/** Put a slider after the field, over as many years as its `data-years` says, up to the day of its `data-last`. */
export function addSlider(field: HTMLInputElement): void {
  const last = field.dataset["last"] ?? "";
  const length = Number(field.dataset["years"]) * 12;
  if (last === "" || !(length > 0)) return;
  const slider = document.createElement("input");
  slider.type = "range";
  slider.max = String(length);
  slider.setAttribute("aria-label", (field.labels?.[0]?.textContent ?? "").trim());
  const follow = (): void => {
    const day = field.value || last;
    slider.value = String(length - monthsTo(last, day));
    slider.setAttribute("aria-valuetext", day);
  };
  slider.addEventListener("input", () => {
    const months = length - Number(slider.value);
    field.value = months === 0 ? "" : monthsBefore(last, months);
    slider.setAttribute("aria-valuetext", field.value || last);
  });
  field.addEventListener("input", follow);
  follow();
  field.closest("label")?.after(slider);
}
