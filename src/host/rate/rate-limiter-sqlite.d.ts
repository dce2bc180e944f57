/** The one limiter that is used; the package's own index loads all of them, which takes four times as long. */
declare module 'rate-limiter-flexible/lib/RateLimiterSQLite.js' {
  import {RateLimiterSQLite} from 'rate-limiter-flexible'
  export default RateLimiterSQLite
}
