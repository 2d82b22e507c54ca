# The image is the checkout with its dependencies installed as a fresh clone installs them. The Node that the server runs on
# comes with them; the base image only needs any Node that can run the bootstrap.
FROM node:22-bookworm-slim
WORKDIR /barometer
COPY --chown=node:node . .
RUN chown node:node . && mkdir /data && chown node:node /data
USER node
RUN node tools/run.mjs install
ENV HOST=0.0.0.0 PORT=4747 DATA_DIR=/data
VOLUME /data
EXPOSE 4747
HEALTHCHECK --interval=10s --timeout=3s --start-period=20s \
  CMD node -e "fetch('http://127.0.0.1:' + process.env.PORT + '/readyz').then((r) => process.exit(r.ok ? 0 : 1), () => process.exit(1))"
# The server itself, not npm, so that it gets the signals and stops in order.
CMD ["node_modules/.bin/node", "--disable-warning=ExperimentalWarning", "server/src/cli/barometer.ts", "serve"]
