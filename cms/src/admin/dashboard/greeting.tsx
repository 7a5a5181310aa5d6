import { Link } from '@payloadcms/ui';
import type { ServerProps } from 'payload';
import { formatAdminURL } from 'payload/shared';

import { greetingWords, tasks } from './tasks';
import './greeting.css';

/** Opens the dashboard: says hello, and what there is to do for a person of this role. */
export function Greeting({ i18n, payload, permissions, user }: ServerProps) {
  const language = i18n.language === 'ko' ? 'ko' : 'en';
  const words = greetingWords[language];
  const adminRoute = payload.config.routes.admin;
  const mine = tasks.filter(({ collection }) => {
    const allowed = permissions?.collections?.[collection];
    // Everybody may change their own account; whose task accounts are may also delete some.
    return collection === 'users' ? allowed?.delete : allowed?.update;
  });

  return (
    <section aria-label={words.lead} className="coco-greeting">
      <header className="coco-greeting__header">
        <div>
          <h1>{words.greeting(user?.displayName ?? '')}</h1>
          <p>{words.lead}</p>
        </div>
        <a className="coco-greeting__site" href="/" rel="noopener" target="_blank">
          {words.site} <span aria-hidden="true">↗</span>
        </a>
      </header>
      <ul className="coco-greeting__tasks">
        {mine.map(({ collection, title, text }) => (
          <li key={collection}>
            <Link href={formatAdminURL({ adminRoute, path: `/collections/${collection}` })}>
              <strong>{title[language]}</strong>
              <span>{text[language]}</span>
            </Link>
          </li>
        ))}
      </ul>
    </section>
  );
}
