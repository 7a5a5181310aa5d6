import type { Locale } from '../../../app/locale';

/** 오후 2:05, 2:05 PM. */
export function formatTime(date: Date, locale: Locale): string {
  return format(date, locale, { hour: 'numeric', minute: '2-digit' });
}

/** The full date and time, for who wants to know exactly. */
export function formatMoment(date: Date, locale: Locale): string {
  return format(date, locale, { dateStyle: 'full', timeStyle: 'short' });
}

/** A moment to come: the time where it is today, else with the day. */
export function formatUntil(date: Date, locale: Locale, now = new Date()): string {
  const time = formatTime(date, locale);
  return daysBetween(date, now) === 0
    ? time
    : `${date.toLocaleDateString(locale, { dateStyle: 'long' })} ${time}`;
}

/** Since CLDR 48 Korean times come with AM and PM; people there say 오전 and 오후. */
function format(date: Date, locale: Locale, options: Intl.DateTimeFormatOptions): string {
  const parts = new Intl.DateTimeFormat(locale, options).formatToParts(date);
  const koreanPeriod = date.getHours() < 12 ? '오전' : '오후';
  return parts
    .map(({ type, value }) => (locale === 'ko' && type === 'dayPeriod' ? koreanPeriod : value))
    .join('');
}

/** Today, yesterday, or the date; with its year where that is another one. */
export function formatDay(date: Date, locale: Locale, now = new Date()): string {
  const distance = daysBetween(date, now);
  if (distance === 0 || distance === 1) {
    const relative = new Intl.RelativeTimeFormat(locale, { numeric: 'auto' });
    return capitalized(relative.format(-distance, 'day'), locale);
  }
  return date.toLocaleDateString(locale, {
    weekday: 'long',
    month: 'long',
    day: 'numeric',
    ...(date.getFullYear() !== now.getFullYear() && { year: 'numeric' }),
  });
}

/** The time for today, else the day, as short as can be. */
export function formatRecent(date: Date, locale: Locale, now = new Date()): string {
  const distance = daysBetween(date, now);
  if (distance === 0) return formatTime(date, locale);
  if (distance === 1) return formatDay(date, locale, now);
  return date.toLocaleDateString(locale, {
    month: 'short',
    day: 'numeric',
    ...(date.getFullYear() !== now.getFullYear() && { year: 'numeric' }),
  });
}

function daysBetween(date: Date, now: Date): number {
  const midnight = (moment: Date) =>
    Date.UTC(moment.getFullYear(), moment.getMonth(), moment.getDate());
  return (midnight(now) - midnight(date)) / 86_400_000;
}

function capitalized(text: string, locale: Locale): string {
  return text.charAt(0).toLocaleUpperCase(locale) + text.slice(1);
}
