import type { Locale } from './locale';

/** In the largest unit that is not too coarse: 45 seconds, 10 minutes, 3 hours. Rounded up. */
export function formatDuration(ms: number, locale: Locale): string {
  const seconds = Math.ceil(ms / 1000);
  const [amount, unit] =
    seconds < 90
      ? [seconds, 'second']
      : seconds < 90 * 60
        ? [Math.ceil(seconds / 60), 'minute']
        : seconds < 48 * 3600
          ? [Math.ceil(seconds / 3600), 'hour']
          : [Math.ceil(seconds / 86_400), 'day'];
  return new Intl.NumberFormat(locale, { style: 'unit', unit, unitDisplay: 'long' }).format(amount);
}
