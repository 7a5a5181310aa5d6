import type { CmsError } from '../../api/cmsError';
import { formatDuration } from '../../app/formatDuration';
import { useLocale, useText } from '../../app/locale';
import { accountText } from './accountText';

/** What to tell a visitor whose request failed as a whole. */
export function useCmsErrorWords(): (error: CmsError) => string {
  const text = useText(accountText);
  const locale = useLocale();
  return ({ kind, message, retryAfterMs }) => {
    if (retryAfterMs !== undefined) return text.tryAgainIn(formatDuration(retryAfterMs, locale));
    return kind === 'unavailable' ? text.unreachable : message;
  };
}
