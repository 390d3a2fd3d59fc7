/** `2026-11-21` and a number of days before it → the date then. */
export function daysBefore(today: string, days: number): string {
  return new Date(Date.parse(`${today}T00:00:00Z`) - days * 86_400_000).toISOString().slice(0, 10);
}

/** Local date and time so many days before `today`. @param time `09:12` */
export function momentBefore(today: string, days: number, time: string): string {
  return `${daysBefore(today, days)}T${time}:00`;
}

/** The latest birth date on `monthDay` (`07-14`) at which a person is `age` years old on `today`. */
export function bornOn(today: string, age: number, monthDay: string): string {
  const year = Number(today.slice(0, 4)) - age;
  return monthDay <= today.slice(5) ? `${year}-${monthDay}` : `${year - 1}-${monthDay}`;
}
