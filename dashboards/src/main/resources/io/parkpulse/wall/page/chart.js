// Charts: drawn by ECharts on a canvas, which is fetched when the first chart is wanted, not before.

import { h } from './dom.js';
import { localDate, localTime, offset, restsOnMeters, weekday, zoneOf } from './figures.js';
import { store, t } from './store.js';

let library = null;

function load() {
  library ??= new Promise((resolve, reject) => {
    const script = document.createElement('script');
    script.src = 'echarts.common.min.js';
    script.addEventListener('load', () => resolve(window.echarts));
    script.addEventListener('error', () => {
      library = null;
      reject(new Error('echarts'));
    });
    document.head.append(script);
  });
  return library;
}

const charts = new Map();
const options = new Map();

/** Where a chart goes. */
export function chartPlace(id, label) {
  return h('div', { class: 'chart', id, 'data-own': id, role: 'img', 'aria-label': label });
}

function color(name) {
  return getComputedStyle(document.documentElement).getPropertyValue(name).trim();
}

function pixels() {
  return Number.parseFloat(getComputedStyle(document.documentElement).fontSize);
}

async function draw(id, makeOption) {
  const echarts = await load();
  const place = document.getElementById(id);
  if (!place) {
    return;
  }
  let chart = charts.get(id);
  if (!chart || chart.getDom() !== place) {
    chart?.dispose();
    chart = echarts.init(place, null, { renderer: 'canvas' });
    charts.set(id, chart);
    new ResizeObserver(() => {
      if (!chart.isDisposed()) {
        chart.resize();
      }
    }).observe(place);
  }
  options.set(id, makeOption);
  const option = makeOption();
  chart.setOption(option, { notMerge: true });
  place.dataset.points = String(option.series[0].data.length);
}

function common(fontSize, empty, missing) {
  const text = color('--muted');
  return {
    animation: false,
    title: {
      show: empty,
      text: t(missing ? 'page.unreachable' : 'city.trend.none'),
      left: 'center',
      top: 'middle',
      textStyle: { fontSize, fontWeight: 400, color: text },
    },
    textStyle: { fontFamily: color('--font') || 'sans-serif', fontSize, color: text },
    axis: {
      axisLabel: { color: text, fontSize, hideOverlap: true },
      axisLine: { lineStyle: { color: color('--line') } },
      splitLine: { lineStyle: { color: color('--line') } },
      axisTick: { show: false },
    },
    tooltip: {
      trigger: 'axis',
      renderMode: 'richText', // on the canvas: no markup, no inline styles
      backgroundColor: color('--raised'),
      borderColor: color('--line'),
      textStyle: { color: color('--text'), fontSize },
      axisPointer: { lineStyle: { color: text } },
    },
  };
}

function bounds(values) {
  const known = values.filter((it) => it !== null);
  if (known.length === 0) {
    return { min: 0, max: 100 };
  }
  const low = Math.min(...known);
  const high = Math.max(...known);
  const room = Math.max((high - low) * 0.15, high * 0.005, 0.05);
  return { min: Math.max(0, low - room), max: high + room };
}

const LABEL = { maximumFractionDigits: 1 };

function axisNumber(number) {
  return new Intl.NumberFormat(store.lang, LABEL).format(number);
}

/** Stripes in place of a full colour: too little is known. */
function hatched(base, size) {
  const tile = document.createElement('canvas');
  tile.width = size;
  tile.height = size;
  const pen = tile.getContext('2d');
  pen.strokeStyle = base;
  pen.lineWidth = size / 4;
  pen.beginPath();
  for (const shift of [-size, 0, size]) {
    pen.moveTo(shift, size);
    pen.lineTo(shift + size, 0);
  }
  pen.stroke();
  return { image: tile, repeat: 'repeat' };
}

/** What a tooltip says of coverage under the gate; empty where there is enough. */
const thinNote = (coverage) => (coverage ? `◔ ${t('chart.thin', { value: coverage })}` : '');

/** The trailing windows of a day. */
export const drawTrend = (id, trend) => draw(id, () => trendOption(trend));

/** Closed days, and the one that is not. */
export const drawDays = (id, trend) => draw(id, () => daysOption(trend));

function trendOption(trend) {
  const zone = zoneOf(trend.scope);
  const from = store.now() - 24 * 3600000;
  const points = trend.points.filter(([end]) => end >= from - 3600000);
  const size = Math.round(pixels() * 0.75);
  const base = common(size, points.every(([, value]) => value === null), trend.missing);
  // Times are shown in the park's zone, whatever the browser's: shifted by its offset and labelled as UTC.
  const isThin = (coverage) => Boolean(coverage) && restsOnMeters(trend.measure);
  const data = points.map(([end, value, text, coverage]) => [
    end + offset(end, zone),
    isThin(coverage) ? null : value,
    text ?? '—',
    end,
    isThin(coverage) ? coverage : '',
    value,
  ]);
  const thin = data.map(([at, , text, end, coverage, value]) => [at, coverage ? value : null, text, end, coverage, value]);
  const accent = color('--accent');
  return {
    ...base,
    useUTC: true,
    grid: { left: size, right: size * 1.5, top: size * 0.9, bottom: size * 0.4, containLabel: true },
    xAxis: {
      type: 'time',
      ...base.axis,
      splitLine: { show: false },
      axisLabel: {
        ...base.axis.axisLabel,
        formatter: (at) => {
          const time = new Date(at).toISOString();
          return time.slice(11, 16) === '00:00' ? time.slice(5, 10) : time.slice(11, 16);
        },
      },
    },
    yAxis: {
      type: 'value',
      ...base.axis,
      ...bounds(data.map((it) => it[5])),
      splitNumber: 4,
      axisLabel: { ...base.axis.axisLabel, formatter: axisNumber, showMinLabel: false, showMaxLabel: false },
    },
    tooltip: {
      ...base.tooltip,
      formatter: ([point]) =>
        [
          `${localDate(point.data[3], zone)} ${localTime(point.data[3], zone)}`,
          `${t(`measure.${trend.measure}.label`)}  ${point.data[2]}`,
          thinNote(point.data[4]),
        ]
          .filter(Boolean)
          .join('\n'),
    },
    series: [
      {
        type: 'line',
        data,
        connectNulls: false,
        showSymbol: data.length < 30,
        symbolSize: size * 0.4,
        lineStyle: { width: Math.max(2, size / 6), color: accent },
        itemStyle: { color: accent },
        areaStyle: { color: accent, opacity: 0.12 },
      },
      {
        // Too little is known there: hollow points, no area.
        type: 'line',
        data: thin,
        connectNulls: false,
        symbol: 'emptyCircle',
        showSymbol: true,
        showAllSymbol: 'auto',
        symbolSize: size * 0.5,
        lineStyle: { width: 1, type: 'dotted', color: accent },
        itemStyle: { color: accent },
      },
    ],
  };
}

function daysOption(trend) {
  const size = Math.round(pixels() * 0.75);
  const accent = color('--accent');
  const days = trend.days.slice(-60);
  const base = common(size, days.every(([, , , value]) => value === null), trend.missing);
  const isThin = (coverage) => Boolean(coverage) && restsOnMeters(trend.measure);
  const stripes = hatched(accent, size);
  const few = days.length <= 10;
  const data = days.map(([, status, , value, , coverage]) => ({
    value,
    itemStyle:
      status === 'final'
        ? isThin(coverage)
          ? { color: stripes, borderColor: accent, borderWidth: 1 }
          : { color: accent }
        : { color: 'transparent', borderColor: accent, borderType: 'dashed', borderWidth: 2 },
  }));
  return {
    ...base,
    grid: { left: size, right: size, top: size * 1.8, bottom: size * 0.4, containLabel: true },
    xAxis: {
      type: 'category',
      data: days.map(([day]) => (few ? `${day.slice(5)} ${weekday(day)}` : day.slice(5))),
      ...base.axis,
      splitLine: { show: false },
    },
    yAxis: { type: 'value', ...base.axis, min: 0, splitNumber: 2, axisLabel: { ...base.axis.axisLabel, formatter: axisNumber } },
    tooltip: {
      ...base.tooltip,
      axisPointer: { type: 'none' },
      formatter: ([bar]) => {
        const [day, status, revision, , text, coverage] = days[bar.dataIndex];
        return [
          day,
          `${t(`measure.${trend.measure}.label`)}  ${text ?? '—'}`,
          status === 'final' ? '' : t('city.provisional'),
          revision > 0 ? t('city.revision', { n: revision }) : '',
          isThin(coverage) ? thinNote(coverage) : '',
        ]
          .filter(Boolean)
          .join('\n');
      },
    },
    series: [
      {
        type: 'bar',
        data,
        barMaxWidth: size * 4,
        label: {
          show: few,
          position: 'top',
          color: color('--text'),
          fontSize: size,
          formatter: ({ dataIndex }) => days[dataIndex][4] ?? '—',
        },
      },
    ],
  };
}

/** Paints them in the colours of now, as large as their places or as is said; at once, for paper waits for nothing. */
export function repaintCharts(size = { width: 'auto', height: 'auto' }) {
  for (const [id, chart] of charts) {
    chart.resize(size);
    chart.setOption(options.get(id)(), { notMerge: true });
    chart.getZr().flush();
  }
}

/** Colours are read when a chart is drawn: drawn anew, they are those of the theme. */
export function forgetCharts() {
  for (const chart of charts.values()) {
    chart.dispose();
  }
  charts.clear();
}
