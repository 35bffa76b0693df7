// How long a date may be, when it is not known to the day.

const MONTHS: Readonly<Record<string, number>> = { month: 1, quarter: 3, year: 12 };

/** The day after which a date cannot lie, by its precision; of a day the day itself. */
export function endOf(start: Date, precision: string): Date {
  const months = MONTHS[precision];
  return months === undefined ? start : new Date(Date.UTC(start.getUTCFullYear(), start.getUTCMonth() + months, start.getUTCDate()));
}
