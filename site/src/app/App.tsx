import { lazy, Suspense, useRef } from 'react';
import { Route, Router, Switch, useLocation } from 'wouter';
import { LandingPage } from '../features/landing/LandingPage';
import styles from './App.module.css';
import { ErrorBoundary } from './ErrorBoundary';
import { Footer } from './Footer';
import { Header } from './Header';
import { useText } from './locale';
import { NotFoundPage } from './NotFoundPage';
import { PageLoading } from './PageLoading';
import { SessionNotice } from './SessionNotice';
import { shellText } from './shellText';
import { useNavigationFocus } from './useNavigationFocus';

// The landing page is what most visits begin with; the others, and Apollo with them, come when asked for.
const InsightsPage = lazy(() => import('../features/insights/InsightsPage'));
const LogInPage = lazy(() => import('../features/account/LogInPage'));
const SignUpPage = lazy(() => import('../features/account/SignUpPage'));
const AccountPage = lazy(() => import('../features/account/AccountPage'));
const RoomsPage = lazy(() => import('../features/chat/RoomsPage'));
const RandomPage = lazy(() => import('../features/random/RandomPage'));
const InvitePage = lazy(() => import('../features/chat/invites/InvitePage'));

const basePath = import.meta.env.BASE_URL.replace(/\/$/, '');

export function App() {
  return (
    <Router base={basePath}>
      <Shell />
    </Router>
  );
}

function Shell() {
  const text = useText(shellText);
  const [location] = useLocation();
  const mainRef = useRef<HTMLElement>(null);
  useNavigationFocus(mainRef);
  const fillsScreen = location.startsWith('/rooms') || location.startsWith('/random');

  return (
    <div className={fillsScreen ? styles.screen : styles.page}>
      <a href="#main" className={styles.skip}>
        {text.skipToContent}
      </a>
      <Header />
      <SessionNotice />
      <main id="main" ref={mainRef} tabIndex={-1} className={styles.main}>
        <ErrorBoundary resetKey={location}>
          <Suspense fallback={<PageLoading />}>
            <Switch>
              <Route path="/" component={LandingPage} />
              <Route path="/insights" component={InsightsPage} />
              <Route path="/rooms/:slug?" component={RoomsPage} />
              <Route path="/random" component={RandomPage} />
              <Route path="/invite/:code" component={InvitePage} />
              <Route path="/login" component={LogInPage} />
              <Route path="/signup" component={SignUpPage} />
              <Route path="/account" component={AccountPage} />
              <Route component={NotFoundPage} />
            </Switch>
          </Suspense>
        </ErrorBoundary>
      </main>
      {!fillsScreen && <Footer />}
    </div>
  );
}
