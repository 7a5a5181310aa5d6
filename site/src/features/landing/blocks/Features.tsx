import { Icon } from '../../../ui/Icon';
import type { HeadingLevel } from '../BlockView';
import { BlockIntro } from './BlockIntro';
import styles from './Features.module.css';
import type { BlockOf } from './types';

export function Features({
  block,
  level,
}: {
  block: BlockOf<'FeaturesBlock'>;
  level: HeadingLevel;
}) {
  return (
    <div className={styles.features}>
      <BlockIntro level={level} heading={block.heading} text={block.text} />
      <ul className={styles.items}>
        {block.items?.map(({ icon, title, text }, index) => (
          <li key={index} className={styles.item}>
            {icon && (
              <span className={styles.icon}>
                <Icon name={icon} size={24} />
              </span>
            )}
            <h3>{title}</h3>
            <p>{text}</p>
          </li>
        ))}
      </ul>
    </div>
  );
}
