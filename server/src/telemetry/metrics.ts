import { Counter, Gauge, Histogram, Registry, collectDefaultMetrics } from "prom-client"

/** What is counted, for Prometheus; labels name routes, statuses and verdicts, never a person or a tenant. */
export interface Metrics {
  request(route: string, method: string, status: number, seconds: number): void
  decided(verdict: string): void
  delivered(state: "delivered" | "failed" | "givenUp"): void
  shed(): void
  /** One more request is being answered, or one less. */
  inFlight(change: 1 | -1): void
  readonly contentType: string
  text(): Promise<string>
}

/** With `process` also what Node itself tells: memory, garbage collection, how late the event loop runs. */
export function createMetrics({ process = false }: { readonly process?: boolean } = {}): Metrics {
  const registry = new Registry()
  const registers = [registry]
  if (process) collectDefaultMetrics({ register: registry })
  const requests = new Histogram({
    name: "barometer_http_request_duration_seconds",
    help: "How long requests took, by route template.",
    labelNames: ["method", "route", "status"],
    buckets: [0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 10],
    registers,
  })
  const decisions = new Counter({
    name: "barometer_decisions_total",
    help: "Decisions recorded, recomputed ones too, by verdict.",
    labelNames: ["verdict"],
    registers,
  })
  const deliveries = new Counter({
    name: "barometer_webhook_deliveries_total",
    help: "Attempts to deliver to webhooks, by what became of them.",
    labelNames: ["state"],
    registers,
  })
  const refused = new Counter({
    name: "barometer_requests_shed_total",
    help: "Requests answered 503 because too many were being answered already.",
    registers,
  })
  const inFlight = new Gauge({ name: "barometer_requests_in_flight", help: "Requests being answered.", registers })
  return {
    request: (route, method, status, seconds) => requests.observe({ method, route, status: String(status) }, seconds),
    decided: (verdict) => decisions.inc({ verdict }),
    delivered: (state) => deliveries.inc({ state }),
    shed: () => refused.inc(),
    inFlight: (change) => inFlight.inc(change),
    contentType: registry.contentType,
    text: () => registry.metrics(),
  }
}
