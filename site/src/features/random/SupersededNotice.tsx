import { useText } from '../../app/locale';
import { buttonClass } from '../../ui/buttonClass';
import { Notice } from '../../ui/Notice';
import { randomText } from './randomText';

export function SupersededNotice({ onTakeOver }: { onTakeOver: () => void }) {
  const text = useText(randomText).superseded;
  return (
    <Notice level={1} icon="copy" title={text.title} text={text.text}>
      <button type="button" className={buttonClass('primary')} onClick={onTakeOver}>
        {text.takeOver}
      </button>
    </Notice>
  );
}
