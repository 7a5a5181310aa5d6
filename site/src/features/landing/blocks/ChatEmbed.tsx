import { lazy, Suspense, useEffect, useRef, useState } from 'react';
import type { HeadingLevel } from '../BlockView';
import { BlockIntro } from './BlockIntro';
import styles from './ChatEmbed.module.css';
import type { BlockOf } from './types';

const RoomPreview = lazy(() => import('../../chat/RoomPreview'));

/** A public room as it is now. What chat needs is loaded when the visitor comes near it. */
export function ChatEmbed({
  block,
  level,
}: {
  block: BlockOf<'ChatEmbedBlock'>;
  level: HeadingLevel;
}) {
  const frameRef = useRef<HTMLDivElement>(null);
  const isNear = useIsNear(frameRef);
  const slug = block.room?.slug;
  return (
    <div className={styles.embed}>
      <BlockIntro level={level} heading={block.heading} text={block.text} />
      {slug && (
        <div ref={frameRef} className={styles.frame}>
          <Suspense>{isNear && <RoomPreview slug={slug} />}</Suspense>
        </div>
      )}
    </div>
  );
}

function useIsNear(ref: React.RefObject<HTMLElement | null>): boolean {
  const [isNear, setIsNear] = useState(false);
  useEffect(() => {
    if (!ref.current || isNear) return;
    const observer = new IntersectionObserver(
      (entries) => {
        if (entries.some((entry) => entry.isIntersecting)) setIsNear(true);
      },
      { rootMargin: '400px' },
    );
    observer.observe(ref.current);
    return () => observer.disconnect();
  }, [ref, isNear]);
  return isNear;
}
