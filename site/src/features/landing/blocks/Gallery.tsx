import type { HeadingLevel } from '../BlockView';
import { BlockIntro } from './BlockIntro';
import styles from './Gallery.module.css';
import { Picture } from './Picture';
import type { BlockOf } from './types';

export function Gallery({ block, level }: { block: BlockOf<'GalleryBlock'>; level: HeadingLevel }) {
  return (
    <div className={styles.gallery}>
      <BlockIntro level={level} heading={block.heading} />
      <ul className={styles.images}>
        {block.images?.map(
          ({ image, caption }, index) =>
            image && (
              <li key={index}>
                <figure>
                  <Picture picture={image} sizes="(width < 60rem) 80vw, 24rem" />
                  {caption && <figcaption>{caption}</figcaption>}
                </figure>
              </li>
            ),
        )}
      </ul>
    </div>
  );
}
