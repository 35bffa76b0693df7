// A slider beside a field for a day: it moves by months and writes its day into the field, which is what is sent.

/** So many steps back from a day: none is the day itself, one the first of its month, more the firsts of months before. */
export function monthsBefore(last: string, steps: number): string {
  if (steps <= 0) return last;
  const [year = 0, month = 1] = last.split("-").map(Number);
  return new Date(Date.UTC(year, month - steps, 1)).toISOString().slice(0, 10);
}

/** How many steps of {@link monthsBefore} a day lies back; a day within a month counts as the first of it. */
export function monthsTo(last: string, day: string): number {
  if (day === "" || day >= last) return 0;
  const [year = 0, month = 1] = last.split("-").map(Number);
  const [thatYear = 0, thatMonth = 1] = day.split("-").map(Number);
  return (year - thatYear) * 12 + month - thatMonth + 1;
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
