import type { Report } from '@coco-chat/collections';
import type { UIFieldServerProps } from 'payload';
import { formatAdminURL } from 'payload/shared';

import { DocumentTitle } from './document-title';
import './moderation.css';
import { ReportActs } from './report-acts';
import { findReportedPerson } from './reported-person';
import { WhoIsThis } from './who-is-this';
import { languageOf, moderationWords, type Act } from './words';

const everyAct: readonly Act[] = ['hide', 'mute-hour', 'mute-day', 'ban-room', 'ban', 'dismiss'];

/** Opens a report: what was said and by whom, what else is known of them, and what can be done. */
export async function ReportOverview({ id, i18n, req }: UIFieldServerProps) {
  if (id === undefined) return null;
  const words = moderationWords[languageOf(i18n)];
  const { payload } = req;
  const report = await payload.findByID({
    collection: 'reports',
    id,
    depth: 2,
    user: req.user,
    overrideAccess: false,
    disableErrors: true,
    req,
  });
  if (!report) return null;
  const { message, room } = withDocuments(report);
  const person = await findReportedPerson(req, report.id);
  const adminRoute = payload.config.routes.admin;
  const linkTo = (collection: string, document: string): string =>
    formatAdminURL({ adminRoute, path: `/collections/${collection}/${document}` });

  return (
    <>
      <DocumentTitle
        title={[words.reasons[report.reason], person?.name].filter(Boolean).join(' · ')}
      />
      <section aria-label={words.reasons[report.reason]} className="coco-report">
        <header>
          <h2>{words.reasons[report.reason]}</h2>
          <span className={`coco-badge coco-badge--${report.state}`}>
            {words.states[report.state]}
          </span>
        </header>
        <dl>
          <div>
            <dt>{words.inRoom}</dt>
            <dd>{room ? <a href={linkTo('chat-rooms', room.id)}>{room.title}</a> : '–'}</dd>
          </div>
          <div>
            <dt>{words.participant}</dt>
            <dd>
              {person === null ? words.nobody : null}
              {person?.membershipId ? (
                <a href={linkTo('chat-memberships', person.membershipId)}>
                  {person.name ?? words.deletedAccount}
                </a>
              ) : (
                person && (person.name ?? words.deletedAccount)
              )}
              {person?.isHidden ? <WhoIsThis id={report.id} subject="report" /> : null}
            </dd>
          </div>
          {person ? (
            <div>
              <dt>{words.history}</dt>
              <dd>
                {words.otherReports(person.reports.all, person.reports.open)}
                <br />
                {words.sanctions(person.sanctions.all, person.sanctions.active)}
              </dd>
            </div>
          ) : null}
        </dl>
        {message ? (
          <figure>
            <figcaption>
              {words.said}
              {message.hiddenAt ? <span className="coco-badge">{words.hidden}</span> : null}
              {message.deletedAt ? <span className="coco-badge">{words.deleted}</span> : null}
              <a href={linkTo('chat-messages', message.id)}>{words.openMessage}</a>
            </figcaption>
            <blockquote>{message.text ? message.text : <em>{words.noText}</em>}</blockquote>
          </figure>
        ) : null}
        {report.state === 'open' ? (
          <>
            <h3>{words.whatToDo}</h3>
            <ReportActs
              acts={everyAct.filter((act) =>
                act === 'dismiss' ? true : act === 'hide' ? message && !message.hiddenAt : person,
              )}
              id={report.id}
            />
          </>
        ) : null}
      </section>
    </>
  );
}

/** The documents that a report names, where there still are any. */
function withDocuments({ message, room }: Report) {
  return {
    message: typeof message === 'object' ? message : null,
    room: typeof room === 'object' ? room : null,
  };
}
