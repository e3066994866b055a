/**
 * What crosses between a renderer and the main process: frames of plain data, each a record that checks itself.
 *
 * <p>{@link dev.covalent.common.frame.Upstream} goes to main one way, {@link dev.covalent.common.frame.Request} goes to
 * main and waits for an {@link dev.covalent.common.frame.Outcome}, {@link dev.covalent.common.frame.Downstream} comes
 * from main. Values inside are {@link dev.covalent.common.payload.Payload payloads} that a relay never decodes.
 */
@NullMarked
package dev.covalent.common.frame;

import org.jspecify.annotations.NullMarked;
