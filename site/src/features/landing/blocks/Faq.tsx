import { Icon } from '../../../ui/Icon';
import type { HeadingLevel } from '../BlockView';
import { BlockIntro } from './BlockIntro';
import styles from './Faq.module.css';
import type { BlockOf } from './types';

export function Faq({ block, level }: { block: BlockOf<'FaqBlock'>; level: HeadingLevel }) {
  return (
    <div className={styles.faq}>
      <BlockIntro level={level} heading={block.heading} />
      <div className={styles.items}>
        {block.items?.map(({ question, answer }, index) => (
          <details key={index} className={styles.item}>
            <summary>
              <h3>{question}</h3>
              <span className={styles.mark}>
                <Icon name="down" />
              </span>
            </summary>
            <p>{answer}</p>
          </details>
        ))}
      </div>
    </div>
  );
}
