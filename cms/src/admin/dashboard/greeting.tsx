import { Link } from '@payloadcms/ui';
import type { ServerProps } from 'payload';
import { formatAdminURL } from 'payload/shared';

import { Figures } from '../random/figures';
import { greetingWords, tasks } from './tasks';
import './greeting.css';

/** Opens the dashboard: says hello, and what there is to do for a person of this role. */
export async function Greeting({ i18n, payload, permissions, user }: ServerProps) {
  const language = i18n.language === 'ko' ? 'ko' : 'en';
  const words = greetingWords[language];
  const adminRoute = payload.config.routes.admin;
  const mine = tasks.filter(({ collection }) => {
    const allowed = permissions?.collections?.[collection];
    // Everybody may change their own account; whose task accounts are may also delete some.
    return collection === 'users' ? allowed?.delete : allowed?.update;
  });

  const openReports = permissions?.collections?.reports?.update
    ? (
        await payload.count({
          collection: 'reports',
          where: { state: { equals: 'open' } },
          user,
          overrideAccess: false,
        })
      ).totalDocs
    : null;

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
      <Figures payload={payload} user={user} />
      <ul className="coco-greeting__tasks">
        {openReports === null ? null : (
          <li>
            <Link
              href={formatAdminURL({
                adminRoute,
                path: `/collections/reports${openReports > 0 ? '?where[or][0][and][0][state][equals]=open' : ''}`,
              })}
            >
              <strong>{words.reports(openReports)}</strong>
              <span>{words.reportsText}</span>
            </Link>
          </li>
        )}
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
