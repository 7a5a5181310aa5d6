import type { UIFieldServerProps } from 'payload';

import { DocumentTitle } from '../moderation/document-title';
import '../moderation/moderation.css';
import { languageOf } from '../moderation/words';
import { EndSession } from './end-session';
import { randomWords } from './words';

/** Opens a random session: whether it goes on, and the way to end it. */
export async function SessionOverview({ id, i18n, req }: UIFieldServerProps) {
  if (id === undefined) return null;
  const words = randomWords[languageOf(i18n)];
  const session = await req.payload.findByID({
    collection: 'random-sessions',
    id,
    depth: 0,
    user: req.user,
    overrideAccess: false,
    disableErrors: true,
    req,
  });
  if (!session) return null;
  const { state } = session;
  return (
    <>
      <DocumentTitle title={`${words.session} · ${words.states[state]}`} />
      {state === 'active' ? (
        <section aria-label={words.states.active} className="coco-report">
          <header>
            <h2>{words.session}</h2>
            <span className="coco-badge coco-badge--open">{words.states.active}</span>
          </header>
          <p>{words.activeText}</p>
          <EndSession id={session.id} />
        </section>
      ) : null}
    </>
  );
}
