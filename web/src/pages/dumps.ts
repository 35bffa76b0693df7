// Copy buttons on the page of downloads.
import { prefix } from "../lib/answers.ts";
import { copyable } from "../lib/copy.ts";

copyable(document, location.origin + prefix());
