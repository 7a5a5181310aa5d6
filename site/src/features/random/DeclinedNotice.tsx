import { Link } from 'wouter';
import { useText } from '../../app/locale';
import { buttonClass } from '../../ui/buttonClass';
import { Notice } from '../../ui/Notice';
import { randomText } from './randomText';

export function DeclinedNotice({ onReopen }: { onReopen: () => void }) {
  const text = useText(randomText);
  return (
    <Notice level={1} icon="shield" title={text.declined.title} text={text.declined.text}>
      <Link href="/rooms" className={buttonClass('primary')}>
        {text.toRooms}
      </Link>
      <button type="button" className={buttonClass('secondary')} onClick={onReopen}>
        {text.declined.reopen}
      </button>
    </Notice>
  );
}
