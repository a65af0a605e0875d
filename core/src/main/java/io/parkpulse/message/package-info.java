/** What is said to people, apart from the language it is said in. Uses nothing. */
package io.parkpulse.message;
