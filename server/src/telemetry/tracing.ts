import type { MiddlewareHandler } from "hono"

export interface Tracing {
  readonly middleware: MiddlewareHandler
  /** Sends what is still kept. */
  stop(): Promise<void>
}

/**
 * A span for each request, sent by OTLP over HTTP; undefined unless `OTEL_EXPORTER_OTLP_ENDPOINT` (or the one for
 * traces) says where to. The exporter reads the other `OTEL_EXPORTER_OTLP_…` variables itself.
 */
export async function startTracing(
  environment: Readonly<Record<string, string | undefined>>,
): Promise<Tracing | undefined> {
  if (!environment.OTEL_EXPORTER_OTLP_ENDPOINT && !environment.OTEL_EXPORTER_OTLP_TRACES_ENDPOINT) return undefined
  // Loaded only where it is asked for: it is as large as the rest of the server.
  const [{ httpInstrumentationMiddleware }, { BatchSpanProcessor, TracerProvider }, { OTLPTraceExporter }] =
    await Promise.all([
      import("@hono/otel"),
      import("@opentelemetry/sdk-trace"),
      import("@opentelemetry/exporter-trace-otlp-http"),
    ])
  const sending = new BatchSpanProcessor({ exporter: new OTLPTraceExporter() })
  const tracerProvider = new TracerProvider({
    spanProcessors: [
      // An address holds athletes' ids and link tokens; the route's template is in the span's name.
      {
        onStart: (span) => void span.setAttribute("url.full", ""),
        onEnd: () => undefined,
        forceFlush: () => Promise.resolve(),
        shutdown: () => Promise.resolve(),
      },
      sending,
    ],
  })
  const serviceName = environment.OTEL_SERVICE_NAME ?? "barometer"
  return {
    middleware: httpInstrumentationMiddleware({ tracerProvider, serviceName, captureActiveRequests: false }),
    stop: () => tracerProvider.shutdown(),
  }
}
