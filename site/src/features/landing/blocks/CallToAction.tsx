import type { HeadingLevel } from '../BlockView';
import { Actions } from './Actions';
import styles from './CallToAction.module.css';
import { Heading } from './Heading';
import type { BlockOf } from './types';

export function CallToAction({
  block,
  level,
}: {
  block: BlockOf<'CallToActionBlock'>;
  level: HeadingLevel;
}) {
  return (
    <div className={styles.wrap}>
      <div className={styles.panel}>
        <div className={styles.words}>
          <Heading level={level} className={styles.heading}>
            {block.heading}
          </Heading>
          {block.text && <p className={styles.text}>{block.text}</p>}
        </div>
        <Actions actions={block.actions} onColour />
      </div>
    </div>
  );
}
