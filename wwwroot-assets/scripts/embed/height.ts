/** What a widget tells the page around it: how high it is, and nothing else. */
export interface HeightMessage {
  readonly type: "insurance-fund:height";
  readonly height: number;
}

const heightMax = 2_000;

/** The height that a message tells; null when it is no such message. */
export function heightOf(data: unknown): number | null {
  if (typeof data !== "object" || data === null) {
    return null;
  }
  const { type, height } = data as Partial<Record<keyof HeightMessage, unknown>>;
  return type === "insurance-fund:height" && typeof height === "number" && Number.isInteger(height) && height > 0 && height <= heightMax ? height : null;
}

/** The origin of the page around; null when the browser does not tell, or when it has none of its own. */
export function originAround(referrer: string, ancestors: ArrayLike<string> | undefined): string | null {
  const named = ancestors?.[0] ?? referrer;
  try {
    const { origin } = new URL(named);
    return origin === "null" ? null : origin;
  } catch {
    return null;
  }
}

/** Tells the page around how high the widget is, now and after every change. */
export function reportHeight(content: Element): void {
  const origin = originAround(document.referrer, location.ancestorOrigins);
  if (window.parent === window || origin === null) {
    return;
  }
  let told = 0;
  new ResizeObserver(() => {
    const height = Math.min(heightMax, Math.ceil(content.getBoundingClientRect().height));
    if (height > 0 && height !== told) {
      told = height;
      window.parent.postMessage({ type: "insurance-fund:height", height } satisfies HeightMessage, origin);
    }
  }).observe(content);
}

/** Lets frames of the portal set their height. Only what comes from such a frame's own window and from the portal counts. */
export function followHeights(frames: () => Iterable<HTMLIFrameElement>, origin: string): void {
  window.addEventListener("message", (event) => {
    const height = event.origin === origin ? heightOf(event.data) : null;
    if (height === null) {
      return;
    }
    for (const frame of frames()) {
      if (frame.contentWindow === event.source) {
        frame.height = String(height);
      }
    }
  });
}
