"""One small file a platform; found by walking this package."""
