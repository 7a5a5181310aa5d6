/**
 * Components of the admin panel, by their path in whoever serves it (see `cms/src/admin`): read-only,
 * where Payload's own JSON editor would be fetched from a content network.
 */
export const jsonView = '/admin/fields/json-view#JsonView';

/** A report: what was said, by whom, what else is known of them, and what can be done. */
export const reportOverview = '/admin/moderation/report-overview#ReportOverview';
/** The messages around a reported one, as people read them. */
export const excerptView = '/admin/moderation/excerpt-view#ExcerptView';
/** "Who is this?" beside a message or a membership. */
export const whoIsThis = '/admin/moderation/identity-field#IdentityField';

/** How the random match is doing, above the list of its sessions. */
export const randomFiguresView = '/admin/random/figures#Figures';
/** A random session: whether it goes on, and the way to end it. */
export const sessionOverview = '/admin/random/session-overview#SessionOverview';
/** Whose hold it is, and whether it lasts, as the title of its document. */
export const holdTitle = '/admin/random/hold-title#HoldTitle';
