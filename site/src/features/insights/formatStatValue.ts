import type { Locale } from '../../app/locale';

/** Above this a value is shown rounded (1.2M, 120만). */
const compactFrom = 1_000_000;

/** A value as people write it, with one decimal at most. */
export function formatStatValue(value: number, locale: Locale): string {
  return new Intl.NumberFormat(locale, {
    maximumFractionDigits: 1,
    notation: Math.abs(value) >= compactFrom ? 'compact' : 'standard',
  }).format(value);
}
