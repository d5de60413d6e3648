// Plots: reads the JSON beside each [data-chart], draws it with ECharts in the colours of the theme; a mark opens its rows.
// {"kind": "bar|stack|line|scatter", "categories": [...], "unit": "...", "series": [{"name", "values", "addresses"}]}
// {"kind": "waterfall", "across": true, "steps": [{"name", "from", "to", "whole"}]}: each step begins where the last one ended.
const colour = (name) => getComputedStyle(document.documentElement).getPropertyValue(`--${name}`).trim();
const SERIES = ["used-4", "held", "used-2", "late", "closed"];
const AGES = ["age-0", "age-1", "age-2", "age-3", "age-4", "age-5"];
const drawn = new Map();

function series(data, width) {
  const colours = data.palette === "age" ? AGES : SERIES;
  return data.series.map((line, at) => ({
    name: line.name,
    type: data.kind === "stack" ? "bar" : data.kind,
    stack: data.kind === "stack" ? "all" : undefined,
    data: line.values,
    color: colour(colours[at % colours.length]),
    barMaxWidth: 28,
    symbol: data.kind === "scatter" ? "circle" : ["circle", "diamond", "triangle", "rect", "emptyCircle"][at % 5],
    symbolSize: data.kind === "scatter" ? (value) => value[2] ?? 8 : 6,
    lineStyle: { width: 2, type: ["solid", "dashed", "dotted"][at % 3] },
    itemStyle: data.kind === "stack" ? { borderColor: colour("sheet"), borderWidth: 1 } : {},
    endLabel: { show: data.kind === "line" && data.series.length > 1, formatter: "{a}", color: colour("ink-soft") },
    label: { show: data.kind === "bar" && data.series.length === 1 && line.values.length <= 12, position: "top", color: colour("ink-soft"), fontSize: size(line.values.length, width), formatter: (mark) => figure(mark.value) },
    labelLayout: { hideOverlap: true },
    emphasis: { focus: "series" },
  }));
}

function waterfall(data) {
  const label = { show: true, color: colour("ink-soft"), position: "right" };
  const hues = { up: colour("good"), down: colour("late"), whole: colour("used-4") };
  const sort = (step) => (step.whole ? "whole" : step.to >= step.from ? "up" : "down");
  const bars = data.steps.map((step) => ({
    value: Math.abs(step.to - step.from),
    itemStyle: { color: hues[sort(step)], decal: sort(step) === "down" ? { symbol: "rect", dashArrayX: [1, 0], dashArrayY: [2, 4], rotation: 0.8 } : { symbol: "none" } },
    label: { ...label, formatter: step.whole ? figure(step.to) : `${step.to >= step.from ? "+" : "−"}${figure(Math.abs(step.to - step.from))}` },
  }));
  const shared = { type: "bar", stack: "all", barMaxWidth: 18 };
  const silent = { silent: true, itemStyle: { color: "transparent", decal: { symbol: "none" } }, tooltip: { show: false } };
  return [{ ...shared, ...silent, name: "", data: data.steps.map((step) => Math.min(step.from, step.to)) }, { ...shared, name: "", data: bars }];
}

const figure = (value) => Number(value).toLocaleString("en-US", { maximumFractionDigits: 2 });

// Every word under its mark while there are few of them, on two lines where one is too short, and smaller where neighbours would touch.
const room = (count, width) => (width - 84) / count;
const size = (count, width) => (room(count, width) < 42 ? 9 : room(count, width) < 50 ? 10 : 12);
const apart = (count, width) => (count > 8 ? {} : { interval: 0, overflow: "break", width: room(count, width), fontSize: size(count, width) });
// Names of bars that lie stand at the left, each on its line: a third of the width is theirs, however many there are.
const beside = (width) => ({ interval: 0, overflow: "break", width: Math.min(width / 3, 160), fontSize: width < 480 ? 10 : 12 });

function options(data, width, height) {
  if (data.kind === "waterfall") data.categories = data.steps.map((step) => step.name);
  const axis = { axisLine: { lineStyle: { color: colour("line-strong") } }, axisTick: { show: false }, axisLabel: { color: colour("ink-soft") } };
  const value = { ...axis, type: "value", splitNumber: height < 200 ? 3 : 5, name: data.unit, nameTextStyle: { color: colour("ink-faint"), align: "left" }, splitLine: { lineStyle: { color: colour("line") } }, axisLine: { show: false } };
  const category = data.kind === "scatter" ? { ...value, name: data.unit_x, splitLine: { show: false } } : { ...axis, type: "category", data: data.categories, axisLabel: { ...axis.axisLabel, ...(data.across ? beside(width) : apart(data.categories.length, width)) } };
  return {
    animation: false,
    textStyle: { fontFamily: getComputedStyle(document.body).fontFamily, fontSize: 12 },
    grid: { left: 8, right: data.kind === "line" && data.series.length > 1 ? 88 : data.across ? 48 : 16, top: 36, bottom: 8, containLabel: true },
    legend: data.kind === "stack" ? { top: 0, right: 0, itemWidth: 12, itemHeight: 12, textStyle: { color: colour("ink-soft") } } : undefined,
    tooltip: { show: data.kind !== "waterfall", trigger: data.kind === "scatter" ? "item" : "axis", renderMode: "richText", backgroundColor: colour("sheet"), borderColor: colour("line-strong"), textStyle: { color: colour("ink"), fontSize: 12 }, axisPointer: { type: "shadow", shadowStyle: { color: colour("wash"), opacity: 0.6 } } },
    aria: { enabled: true, decal: { show: data.kind === "stack" } },
    xAxis: data.across ? value : category,
    yAxis: data.across ? { ...category, inverse: true } : value,
    series: data.kind === "waterfall" ? waterfall(data) : series(data, width),
  };
}

function draw(area) {
  const data = JSON.parse(document.getElementById(area.dataset.chart).textContent);
  const chart = drawn.get(area) ?? window.echarts.init(area, null, { renderer: "svg" });
  drawn.set(area, chart);
  chart.resize();
  chart.setOption(options(data, area.clientWidth, area.clientHeight), true);
  chart.off("click");
  chart.on("click", (mark) => {
    const address = data.series?.[mark.seriesIndex].addresses?.[mark.dataIndex];
    if (address) location.assign(address);
  });
}

const all = () => document.querySelectorAll("[data-chart]");
const drawAll = () => all().forEach(draw);
drawAll();
window.addEventListener("resize", drawAll);
new MutationObserver(drawAll).observe(document.documentElement, { attributes: true, attributeFilter: ["data-bs-theme"] });
window.matchMedia("print").addEventListener("change", () => drawn.forEach((chart) => chart.resize()));
document.addEventListener("htmx:afterSettle", drawAll);
