/** One renderer's incarnation, as main sees it: what it sends, what waits for it, what it owns. */
@NullMarked
package dev.covalent.main.session;

import org.jspecify.annotations.NullMarked;
