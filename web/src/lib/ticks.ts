// Days on an axis of time in the language of the page: a year at its first day, a month at its own, else the day.

/** The words of a tick; `language` is that of the page, whose figures are those of its text. */
export function tickWords(day: Date, language: string): string {
  const locale = language === "hi" ? "hi-IN-u-nu-latn" : language === "en" ? "en-GB" : language;
  const [isFirst, isYear] = [day.getUTCDate() === 1, day.getUTCDate() === 1 && day.getUTCMonth() === 0];
  const parts: Intl.DateTimeFormatOptions = isYear ? { year: "numeric" } : isFirst ? { month: "short" } : { day: "numeric", month: "short" };
  return new Intl.DateTimeFormat(locale, { ...parts, timeZone: "UTC" }).format(day);
}
