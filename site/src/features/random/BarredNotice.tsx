import { Link } from 'wouter';
import { useLocale, useText } from '../../app/locale';
import { buttonClass } from '../../ui/buttonClass';
import { Notice } from '../../ui/Notice';
import { formatUntil } from '../chat/messages/formatTime';
import type { Bar } from './match';
import { randomText } from './randomText';

interface BarredNoticeProps {
  why: Bar;
  /** In milliseconds since 1970; null where nobody knows. */
  until: number | null;
  onRetry: () => void;
}

/** Why nobody is matched, or this one is not, and until when. */
export function BarredNotice({ why, until, onRetry }: BarredNoticeProps) {
  const text = useText(randomText);
  const locale = useLocale();
  const said = text.barred[why];
  const lasts = until === null ? '' : ` ${text.barred.until(formatUntil(new Date(until), locale))}`;
  return (
    <Notice
      level={1}
      icon={why === 'closed' ? 'clock' : 'lock'}
      title={said.title}
      text={said.text + lasts}
    >
      <Link href="/rooms" className={buttonClass('primary')}>
        {text.toRooms}
      </Link>
      <button type="button" className={buttonClass('secondary')} onClick={onRetry}>
        {text.barred.retry}
      </button>
    </Notice>
  );
}
