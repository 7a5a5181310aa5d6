import { useEffect, useRef } from 'react';
import { useCmsQuery } from '../../api/useCmsQuery';
import { LandingSectionsDocument } from '../../apollo/generated/cms';
import { useText } from '../../app/locale';
import { Notice } from '../../ui/Notice';
import { Unreachable } from '../../ui/Unreachable';
import { useDocumentTitle } from '../../ui/useDocumentTitle';
import { BlockView } from './BlockView';
import type { Section } from './blocks/types';
import { LandingSkeleton } from './LandingSkeleton';
import styles from './LandingPage.module.css';
import { landingText } from './landingText';

export function LandingPage() {
  const text = useText(landingText);
  const query = useCmsQuery(LandingSectionsDocument);
  useDocumentTitle();

  if (query.status === 'loading') return <LandingSkeleton />;
  if (query.status === 'failed') return <Unreachable onRetry={query.retry} />;
  const sections = (query.data.PageSections?.docs ?? []).filter(
    ({ content }) => content.length > 0,
  );
  if (sections.length === 0) {
    return <Notice level={1} icon="pencil" title={text.empty.title} text={text.empty.text} />;
  }
  return <Sections sections={sections} />;
}

function Sections({ sections }: { sections: readonly Section[] }) {
  useFragmentOnArrival();
  // A page has one main heading: its first.
  const firstBlock = sections[0]?.content[0];
  return (
    <div className={styles.sections}>
      {sections.map(({ id, key, content }) => (
        <section key={id} id={key ?? undefined}>
          {content.map((block, index) => (
            <BlockView key={index} block={block} level={block === firstBlock ? 1 : 2} />
          ))}
        </section>
      ))}
    </div>
  );
}

/** A browser looks for the #fragment when the page loads; the section it names comes later. */
function useFragmentOnArrival() {
  const isFirst = useRef(true);
  useEffect(() => {
    if (!isFirst.current) return;
    isFirst.current = false;
    const fragment = decodeURIComponent(window.location.hash.slice(1));
    if (fragment) document.getElementById(fragment)?.scrollIntoView({ behavior: 'instant' });
  }, []);
}
