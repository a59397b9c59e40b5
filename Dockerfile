# rfcalc in a container: docker build -t rfcalc . && docker run --rm -v "$PWD:/work:ro" rfcalc summary net.yaml
FROM python:3.14-slim AS build
WORKDIR /source
COPY LICENSE README.md hatch_build.py pyproject.toml ./
COPY configs configs
COPY docs/rfcalc.1 docs/receptive-fields.1 docs/
COPY rfcalc rfcalc
RUN python -m pip wheel --no-cache-dir --wheel-dir /wheels .

FROM python:3.14-slim
RUN --mount=type=bind,from=build,source=/wheels,target=/wheels \
    python -m pip install --no-cache-dir --no-index --find-links /wheels receptive-fields \
    && useradd --system --no-create-home rfcalc
USER rfcalc
WORKDIR /work
ENTRYPOINT ["rfcalc"]
