import type { Locale } from '../../../app/locale';

const units = ['byte', 'kilobyte', 'megabyte'] as const;

/** 820 byte, 4.2 MB: in powers of 1,000, as people know them. */
export function formatBytes(bytes: number, locale: Locale): string {
  const power = Math.min(Math.floor(Math.log10(Math.max(bytes, 1)) / 3), units.length - 1);
  const value = bytes / 1000 ** power;
  return value.toLocaleString(locale, {
    style: 'unit',
    unit: units[power] ?? 'byte',
    unitDisplay: 'short',
    maximumFractionDigits: value < 10 && power > 0 ? 1 : 0,
  });
}
