import { buttonClass } from '../../../ui/buttonClass';
import { SmartLink } from '../../../ui/SmartLink';
import styles from './Actions.module.css';
import type { BlockOf } from './types';

interface ActionsProps {
  actions: BlockOf<'HeroBlock'>['actions'];
  /** On a coloured panel instead of on the page. */
  onColour?: boolean;
}

export function Actions({ actions, onColour = false }: ActionsProps) {
  const complete = (actions ?? []).filter(({ label, href }) => label && href);
  if (complete.length === 0) return null;
  return (
    <ul className={styles.actions}>
      {complete.map(({ label, href, style }, index) => (
        <li key={index}>
          <SmartLink
            href={href ?? ''}
            className={
              style === 'secondary'
                ? buttonClass(onColour ? 'onColour' : 'secondary')
                : `${buttonClass('primary')} ${onColour ? styles.inverted : ''}`
            }
          >
            {label}
          </SmartLink>
        </li>
      ))}
    </ul>
  );
}
