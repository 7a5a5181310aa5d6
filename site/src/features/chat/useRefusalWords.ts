import { toRefusal, type RefusalCode } from '../../apollo/refusal';
import { formatDuration } from '../../app/formatDuration';
import { useLocale, useText } from '../../app/locale';
import { chatText } from './chatText';
import { refusalText } from './refusalText';

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
    const refusal = toRefusal(error);
    const { code, retryAfterMs, reason } = refusal;
    const isExplained = text.refusedReasons.has(reason ?? '');
    if (code === 'RATE_LIMITED' && retryAfterMs !== undefined && !isExplained) {
      return text.tryAgainIn(formatDuration(retryAfterMs, locale));
    }
    return special[code] ?? refusalText(refusal, text);
  };
}
