import { toRefusal, type RefusalCode } from '../../apollo/refusal';
import { useLocale, useText, type Locale } from '../../app/locale';
import { chatText } from './chatText';

/**
 * Puts what Apollo threw into the visitor's language.
 * @param special where a code means something more precise in this place
 */
export function useRefusalWords(
  special: Partial<Record<RefusalCode, string>> = {},
): (error: unknown) => string {
  const text = useText(chatText);
  const locale = useLocale();
  return (error) => {
    const { code, retryAfterMs } = toRefusal(error);
    if (code === 'RATE_LIMITED' && retryAfterMs !== undefined) {
      return text.tryAgainIn(formatDuration(retryAfterMs, locale));
    }
    return special[code] ?? text.refusals[code];
  };
}

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
