/** The demo's flows: each class is one of them, as the main process and the renderers play it. */
@NullMarked
package dev.covalent.launcher.demo.flow;

import org.jspecify.annotations.NullMarked;
