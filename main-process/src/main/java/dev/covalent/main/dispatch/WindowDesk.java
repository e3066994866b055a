package dev.covalent.main.dispatch;

import dev.covalent.common.clone.StructuredClone;
import dev.covalent.common.frame.ContentsDescription;
import dev.covalent.common.frame.Outcome;
import dev.covalent.common.frame.Request;
import dev.covalent.common.frame.WindowDescription;
import dev.covalent.main.BrowserWindow;
import dev.covalent.main.BrowserWindows;
import org.jspecify.annotations.Nullable;

/** Answers what renderers ask about windows. */
final class WindowDesk {

    private WindowDesk() {}

    static Outcome answer(BrowserWindows windows, Request request) {
        if (request instanceof Request.WindowFind find) {
            return success(
                    windows.fromId(find.windowId()).map(WindowDesk::describe).orElse(null));
        }
        if (request instanceof Request.ContentsFind find) {
            return success(windows.webContentsFromId(find.webContentsId())
                    .map(contents -> new ContentsDescription(contents.id(), contents.getOSProcessId()))
                    .orElse(null));
        }
        return success(
                windows.getAllWindows().stream().map(WindowDesk::describe).toList());
    }

    private static WindowDescription describe(BrowserWindow window) {
        return new WindowDescription(window.id(), window.webContents().id(), window.title());
    }

    private static Outcome success(@Nullable Object value) {
        return new Outcome.Success(StructuredClone.encode(value, "answer"));
    }
}
